// 已收到，编号 …: says on the page that is open that something which waited on the phone is with us now, and leads to its
// receipt. Loaded by the outbox when the first receipt comes. It goes by itself, though not while somebody is at it.
const STAYS = 12000; // ms

const NUMBERED = /^\/(?:receipt|follow)\/([^/]+)\//; // addresses that say the number

// `next` is the address of the receipt.
export const tell = ({ key, next }) => {
  if (document.querySelector("[data-leave], #held[data-state=received]")) return; // sensitive, or it goes to the receipt itself
  const place = document.getElementById("arrived"), shown = place.querySelector("template").content.cloneNode(true).firstElementChild;
  const link = shown.querySelector("a");
  link.href = next;
  const number = NUMBERED.exec(new URL(next, location.origin).pathname)?.[1];
  if (number) link.textContent = `${link.dataset.number} ${decodeURIComponent(number)}`;
  let timer;
  const stay = () => clearTimeout(timer), go = () => { stay(); if (!document.hidden) timer = setTimeout(close, STAYS); };
  const close = () => { stay(); shown.remove(); document.removeEventListener("visibilitychange", go); };
  for (const here of ["pointerenter", "focusin"]) shown.addEventListener(here, stay);
  for (const away of ["pointerleave", "focusout"]) shown.addEventListener(away, go);
  document.addEventListener("visibilitychange", go);
  shown.querySelector("button").addEventListener("click", close);
  for (const told of place.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)) told.remove();
  shown.dataset.key = key;
  place.append(shown);
  go();
};
