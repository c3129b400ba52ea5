//! French.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::Fr,
    languages: "Langue",
    your_number: "Votre numéro",
    waiting: "Attendez votre tour",
    waiting_hint: "Cette page s'actualise d'elle-même. Quand ce sera votre tour, vous le verrez ici et sur l'écran \
                   d'affichage.",
    called: "C'est votre tour\u{a0}: guichet {}",
    called_hint: "Présentez-vous maintenant au guichet.",
    serving: "Vous êtes au guichet {}",
    parked: "Votre tour est en pause\u{a0}: nous vous appellerons de nouveau",
    parked_hint: "Restez à proximité ou revenez comme convenu avec l'agent.",
    finished: "Le service est terminé",
    finished_hint: "Merci. Ce numéro ne sert plus.",
    no_show: "Votre numéro a été appelé et vous n'étiez pas là",
    no_show_hint: "Montrez tout de suite ce numéro au personnel\u{a0}: pendant un court moment, vous pouvez revenir \
                   dans la file.",
    cancelled: "Ce numéro est annulé",
    cancelled_hint: "Si vous avez encore besoin du service, prenez un nouveau numéro.",
    day_closed: "Le bureau a fermé",
    day_closed_hint: "Ce numéro n'est plus valable\u{a0}: revenez aux heures d'ouverture et prenez-en un nouveau.",
    ahead: "Personnes avant vous",
    nobody_ahead: "Aucune",
    wait: "Attente prévue",
    as_of: "(à {})",
    unlikely: "Nous ne pourrons probablement pas vous recevoir avant la fermeture.",
    not_before: "L'appel ne viendra pas avant {}.",
    where_to_wait: "Où attendre",
    where_to_go: "Où aller",
    floor: "étage {}",
    comma: ", ",
    stop: ". ",
    service: "Service",
    services: "Services",
    documents: "Ce qu'il vous faut",
    privacy: "Cette page ne contient aucune donnée personnelle et n'utilise pas de cookies. Quiconque en a l'adresse \
              voit ce numéro jusqu'à la fin de la journée\u{a0}: ne la partagez pas.",
    stale: "Pas à jour depuis {}. Regardez l'écran d'affichage.",
    alert: "M'avertir par un son et une vibration",
    alert_is_on: "Avertissement activé\u{a0}: son et vibration",
    gone: "Numéro introuvable",
    gone_why: "Cette adresse ne mène à aucun numéro d'aujourd'hui\u{a0}: ceux des jours passés ne sont plus visibles.",
    gone_remedy: "Si vous avez pris votre numéro aujourd'hui, scannez de nouveau le code du ticket. Sinon, prenez un \
                  nouveau numéro ou adressez-vous au personnel.",
};
