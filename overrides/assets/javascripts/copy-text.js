// Copying to the clipboard, and saying whether it worked.
import { say } from "./words.js";

/**
 * Copy a text and tell the outcome on the button for two seconds.
 *
 * @param {HTMLButtonElement} button
 * @param {() => Promise<string>} text
 */
export async function copyFrom(button, text) {
  const label = button.textContent;
  try {
    await write(await text());
    button.textContent = say("copied");
  } catch {
    button.textContent = say("copy_failed");
  }
  setTimeout(() => (button.textContent = label), 2000);
}

/** @param {string} text */
async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without https there is no clipboard; a selected field still can be copied from.
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("not copied");
}

/**
 * Make the copy buttons beside shown texts work.
 *
 * @param {Document} root
 */
export function mountCopyButtons(root) {
  for (const box of root.querySelectorAll("[data-copy]")) {
    const button = box.querySelector("button");
    const shown = box.querySelector("pre");
    button?.addEventListener("click", () =>
      copyFrom(button, async () => shown?.textContent ?? ""),
    );
  }
}
