//! Spanish.

use domain::text::Language;

use super::Words;

pub(super) const WORDS: Words = Words {
    language: Language::Es,
    languages: "Idioma",
    your_number: "Su número",
    waiting: "Espere su turno",
    waiting_hint: "Esta página se actualiza sola. Cuando le toque, lo verá aquí y en la pantalla.",
    called: "Es su turno: ventanilla {}",
    called_hint: "Pase ahora a la ventanilla.",
    serving: "Está en la ventanilla {}",
    parked: "Su turno está en pausa: le llamaremos de nuevo",
    parked_hint: "Quédese cerca o vuelva según lo acordado con el personal.",
    finished: "El servicio ha terminado",
    finished_hint: "Gracias. Este número ya no hace falta.",
    no_show: "Le hemos llamado y no estaba",
    no_show_hint: "Muestre enseguida este número al personal: durante poco tiempo puede volver a la fila.",
    cancelled: "Este número está anulado",
    cancelled_hint: "Si todavía necesita el servicio, saque un número nuevo.",
    day_closed: "La oficina ha cerrado",
    day_closed_hint: "Este número ya no es válido: vuelva en el horario de atención y saque uno nuevo.",
    ahead: "Personas antes que usted",
    nobody_ahead: "Ninguna",
    wait: "Espera prevista",
    as_of: "(a las {})",
    unlikely: "Probablemente no podamos atenderle antes del cierre.",
    not_before: "No se le llamará antes de las {}.",
    where_to_wait: "Dónde esperar",
    where_to_go: "Adónde ir",
    floor: "planta {}",
    comma: ", ",
    stop: ". ",
    service: "Servicio",
    services: "Servicios",
    documents: "Qué necesita",
    privacy: "Esta página no contiene datos personales ni usa cookies. Quien tenga su dirección verá este número \
              hasta el final del día: no la comparta.",
    stale: "Sin actualizar desde las {}. Mire la pantalla.",
    alert: "Avisarme con sonido y vibración",
    alert_is_on: "Aviso activado: sonido y vibración",
    gone: "Número no encontrado",
    gone_why: "Esta dirección no lleva a ningún número de hoy: los de días anteriores ya no se pueden ver.",
    gone_remedy: "Si sacó el número hoy, escanee de nuevo el código del tique. Si no, saque un número nuevo o \
                  pregunte al personal.",
};
