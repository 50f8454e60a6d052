// Records what somebody says instead of writing it: a minute at most, heard before it is sent, sent as a file of the form.
// Loaded at the first tap, so that the sheet stays light.
const SECONDS = 60, BITS = 32000, TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus", "audio/webm"];
const ENDINGS = { "audio/webm": "webm", "audio/mp4": "m4a", "audio/ogg": "ogg" };
let recorder = null;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

const keep = (box, file) => {
  const files = new DataTransfer(), input = box.querySelector("input");
  if (file) files.items.add(file);
  input.files = files.files;
  box.parentElement.querySelector("[data-said-aloud]")?.remove(); // the one recorded before
  input.dispatchEvent(new Event("change", { bubbles: true }));
  if (file) hear(box, file);
};

const hear = (box, file) => {
  const heard = document.createElement("figure"), sound = document.createElement("audio"), remove = document.createElement("button");
  heard.className = "said-aloud";
  heard.dataset.saidAloud = "";
  sound.controls = true;
  sound.src = URL.createObjectURL(file);
  remove.type = "button";
  remove.className = "btn btn-outline-secondary btn-sm mt-1";
  remove.textContent = box.dataset.remove;
  remove.addEventListener("click", () => { URL.revokeObjectURL(sound.src); keep(box, null); say(box, box.dataset.start); });
  heard.append(sound, remove);
  box.before(heard);
};

const say = (box, text) => { box.querySelector("button span").textContent = text; };

export const restored = (box) => { // a draft of the phone came back with what was said
  const [file] = box.querySelector("input").files;
  if (!file || box.parentElement.querySelector("[data-said-aloud]")) return;
  hear(box, file);
  say(box, box.dataset.again);
};

const ended = (form) => new Promise((done) => { // whoever sends while it records ends it, and the form waits for it
  form.addEventListener("submit", () => recorder?.stop(), { capture: true, once: true });
  recorder.addEventListener("stop", () => done());
});

export const toggle = async (box) => {
  if (recorder) { recorder.stop(); return; }
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)), parts = [], begun = Date.now();
  recorder = new MediaRecorder(stream, { ...(type && { mimeType: type }), audioBitsPerSecond: BITS });
  const tick = () => {
    const gone = Math.floor((Date.now() - begun) / 1000);
    say(box, `${box.dataset.stop} ${clock(gone)} / ${clock(SECONDS)}`);
    if (gone >= SECONDS) recorder?.stop();
  };
  const ticking = setInterval(tick, 250);
  recorder.addEventListener("dataavailable", ({ data }) => { if (data.size) parts.push(data); });
  recorder.addEventListener("stop", () => {
    clearInterval(ticking);
    for (const track of stream.getTracks()) track.stop(); // the phone shows that nobody listens any more
    const bare = recorder.mimeType.split(";")[0];
    recorder = null;
    say(box, box.dataset.again);
    if (parts.length) keep(box, new File(parts, `voice.${ENDINGS[bare] ?? "webm"}`, { type: bare }));
  });
  const form = box.closest("form");
  form.guessing = Promise.all([form.guessing, ended(form)]);
  recorder.start();
  tick();
};
