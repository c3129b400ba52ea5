// Keeps the page of a ticket up to date.
//
// The stream only says that something has changed; what it looks like is asked of the page itself, so that every word and
// rule is in one place, the dispatcher. Without a stream the page is asked for now and then.
"use strict";
(() => {
  // A stream says something every few seconds; after so long a silence it is taken for dead.
  const SILENCE_MILLIS_MAX = 25000;
  const LOOK_MILLIS = 5000;
  // A line that has come back after a pause of the phone is asked at once.
  const PAUSE_MILLIS = 8000;
  const ANSWER_MILLIS_MAX = 10000;
  const AGAIN_MILLIS_MIN = 1000;
  const AGAIN_MILLIS_MAX = 15000;
  const AGAIN_MILLIS_SPREAD = 1000;

  const stale = document.getElementById("stale");
  const said = document.getElementById("said");
  const alert = document.getElementById("alert");
  if (!stale) return;

  const token = location.pathname.split("/").pop();
  // Also where the ticket is none of today any more, the page speaks the language it was read in.
  const pageUrl = new URL(location.href);
  pageUrl.searchParams.set("l", document.documentElement.lang);
  const streamUrl = new URL("../api/v1/follow/" + encodeURIComponent(token) + "/stream", location.href);
  let stream = null;
  let timer = 0;
  let againMillis = AGAIN_MILLIS_MIN;
  let heardAt = Date.now();
  let isOver = false;

  function heard() {
    heardAt = Date.now();
    stale.hidden = true;
  }

  function lost() {
    if (!stale.hidden) return;
    const [before, after] = stale.dataset.text.split("{}");
    const time = document.createElement("bdi");
    time.textContent = timeOfDay(heardAt);
    stale.replaceChildren(before, time, after);
    stale.hidden = false;
  }

  function timeOfDay(millis) {
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
    try {
      return new Intl.DateTimeFormat("en-GB", { ...form, timeZone: document.body.dataset.zone }).format(millis);
    } catch {
      // A browser that does not know the zone says it by the phone's own.
      return new Intl.DateTimeFormat("en-GB", form).format(millis);
    }
  }

  // Asks for the page as it is now and shows what of it has changed; true where an answer came.
  async function refresh() {
    const patience = new AbortController();
    const timeout = setTimeout(() => patience.abort(), ANSWER_MILLIS_MAX);
    try {
      const options = { cache: "no-store", credentials: "omit", signal: patience.signal };
      const answer = await fetch(pageUrl, options);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if ((!answer.ok && answer.status !== 404) || !page.getElementById("now")) throw new Error("no page");
      heard();
      show(page);
      return true;
    } catch {
      lost();
      return false;
    } finally {
      clearTimeout(timeout);
    }
  }

  // One at a time, and once more where something changed meanwhile.
  let isAsking = false;
  let isChanged = false;
  async function ask() {
    isChanged = true;
    if (isAsking) return;
    isAsking = true;
    while (isChanged) {
      isChanged = false;
      await refresh();
    }
    isAsking = false;
  }

  function show(page) {
    document.title = page.title;
    const before = document.getElementById("now");
    for (const id of ["now", "more"]) {
      const [old, next] = [document.getElementById(id), page.getElementById(id)];
      if (old.outerHTML !== next.outerHTML) old.replaceWith(document.adoptNode(next));
    }
    const after = document.getElementById("now");
    tell(before, after);
    if (!page.getElementById("alert")) end();
  }

  // Says a new call aloud, and any other new state more softly.
  function tell(before, after) {
    const words = (now) => now.querySelector(".said");
    if (after.dataset.call && after.dataset.call !== before.dataset.call) {
      say("assertive", words(after));
      attract();
    } else if (words(after) && words(after).innerHTML !== words(before)?.innerHTML) {
      say("polite", words(after));
    }
  }

  function say(how, words) {
    said.setAttribute("aria-live", how);
    // The same words again are said again only where they were away; copied, they keep the language of each part.
    said.replaceChildren();
    said.replaceChildren(...words.cloneNode(true).childNodes);
  }

  // Nothing more can happen to the ticket.
  function end() {
    isOver = true;
    if (stream) stream.close();
    clearTimeout(timer);
    if (alert) alert.hidden = true;
  }

  function connect() {
    clearTimeout(timer);
    if (isOver) return;
    if (stream) stream.close();
    stream = new EventSource(streamUrl);
    stream.onmessage = () => {
      againMillis = AGAIN_MILLIS_MIN;
      ask();
    };
    stream.addEventListener("alive", heard);
    stream.onerror = again;
  }

  // The line is gone: whether the page can be had all the same is seen at once, and the stream is tried later.
  function again() {
    if (stream) stream.close();
    stream = null;
    clearTimeout(timer);
    timer = setTimeout(connect, againMillis + Math.random() * AGAIN_MILLIS_SPREAD);
    againMillis = Math.min(2 * againMillis, AGAIN_MILLIS_MAX);
    ask();
  }

  // A line can die without a word, and a phone sleeps in between.
  setInterval(() => {
    if (!isOver && Date.now() - heardAt > SILENCE_MILLIS_MAX) {
      lost();
      if (stream) again();
    }
  }, LOOK_MILLIS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && !isOver && Date.now() - heardAt > PAUSE_MILLIS) connect();
  });

  // Sound and vibration, once the person has allowed them.
  let sound = null;

  function attract() {
    if (alert.getAttribute("aria-pressed") !== "true") return;
    if (navigator.vibrate) navigator.vibrate([400, 200, 400]);
    if (sound) chime();
  }

  function chime() {
    sound.resume();
    for (const [tone, start] of [[660, 0], [880, 0.35]]) {
      const [source, loudness] = [sound.createOscillator(), sound.createGain()];
      const at = sound.currentTime + start;
      source.frequency.value = tone;
      loudness.gain.setValueAtTime(0, at);
      loudness.gain.linearRampToValueAtTime(0.2, at + 0.03);
      loudness.gain.linearRampToValueAtTime(0, at + 0.6);
      source.connect(loudness).connect(sound.destination);
      source.start(at);
      source.stop(at + 0.7);
    }
  }

  if (alert) {
    const off = alert.textContent;
    alert.hidden = false;
    alert.addEventListener("click", () => {
      const isOn = alert.getAttribute("aria-pressed") !== "true";
      alert.setAttribute("aria-pressed", String(isOn));
      alert.textContent = isOn ? alert.dataset.on : off;
      if (isOn && !sound && window.AudioContext) sound = new AudioContext();
      // So that the person knows what to expect, and hears whether the phone is silent.
      attract();
    });
    connect();
  }
})();
