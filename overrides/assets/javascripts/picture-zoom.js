// Zoom for a picture: by buttons, by pinch, by Ctrl and the wheel; a zoomed picture can be dragged.

const MOST = 4;
const STEP = 1.5;
const ZOOMED = "picture-zoomed";
/** Distance in CSS pixels after which a press is a drag and no click. */
const DRAG = 6;

/**
 * @param {HTMLElement} tools what holds the buttons
 * @param {HTMLElement} view what holds the drawings, of which one is shown
 */
export function mountZoom(tools, view) {
  let scale = 1;
  let x = 0;
  let y = 0;
  /** @type {Map<number, { x: number, y: number }>} */
  const pressed = new Map();
  let dragging = false;
  const drawings = Array.from(view.querySelectorAll("svg"), (svg) => ({
    svg,
    width: svg.viewBox.baseVal.width,
    height: svg.viewBox.baseVal.height,
  }));
  const shown = () => drawings.find(({ svg }) => svg.getBoundingClientRect().width > 0);
  /** @param {string} name */
  const button = (name) =>
    /** @type {HTMLButtonElement | null} */ (tools.querySelector(`[data-zoom="${name}"]`));

  const draw = () => {
    const drawing = shown();
    if (!drawing) return;
    const { svg, width, height } = drawing;
    x = Math.min(Math.max(x, 0), width - width / scale);
    y = Math.min(Math.max(y, 0), height - height / scale);
    svg.setAttribute("viewBox", `${x} ${y} ${width / scale} ${height / scale}`);
    svg.classList.toggle(ZOOMED, scale > 1);
    for (const name of ["out", "reset"]) {
      const found = button(name);
      if (found) found.disabled = scale <= 1;
    }
    const more = button("in");
    if (more) more.disabled = scale >= MOST;
  };

  /**
   * Zoom so that a point of the picture, by default its middle, stays where it is on the screen.
   *
   * @param {number} wanted
   * @param {{ clientX: number, clientY: number }} [at]
   */
  const zoom = (wanted, at) => {
    const drawing = shown();
    if (!drawing) return;
    const { svg, width, height } = drawing;
    const box = svg.getBoundingClientRect();
    const right = at ? (at.clientX - box.left) / box.width : 0.5;
    const down = at ? (at.clientY - box.top) / box.height : 0.5;
    const next = Math.min(Math.max(wanted, 1), MOST);
    x += right * (width / scale - width / next);
    y += down * (height / scale - height / next);
    scale = next;
    draw();
  };

  const reset = () => {
    for (const { svg, width, height } of drawings) {
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      svg.classList.remove(ZOOMED);
    }
    scale = 1;
    draw();
  };

  button("in")?.addEventListener("click", () => zoom(scale * STEP));
  button("out")?.addEventListener("click", () => zoom(scale / STEP));
  button("reset")?.addEventListener("click", reset);

  view.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey) return; // so that the page scrolls; a pinch on a touchpad has it
      event.preventDefault();
      zoom(scale * Math.exp(-event.deltaY / 200), event);
    },
    { passive: false },
  );
  view.addEventListener("pointerdown", (event) => {
    if (!(event.target instanceof SVGElement)) return;
    if (!pressed.size) dragging = false;
    pressed.set(event.pointerId, { x: event.clientX, y: event.clientY });
  });
  window.addEventListener("pointermove", (event) => {
    const before = pressed.get(event.pointerId);
    const drawing = shown();
    if (!before || !drawing) return;
    const now = { x: event.clientX, y: event.clientY };
    const other = Array.from(pressed).find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      dragging = true;
      const ratio =
        Math.hypot(now.x - other.x, now.y - other.y) /
        (Math.hypot(before.x - other.x, before.y - other.y) || 1);
      zoom(scale * ratio, { clientX: (now.x + other.x) / 2, clientY: (now.y + other.y) / 2 });
    } else if (scale > 1) {
      if (!dragging && Math.hypot(now.x - before.x, now.y - before.y) < DRAG) return;
      dragging = true;
      const unit = drawing.width / scale / drawing.svg.getBoundingClientRect().width;
      x -= (now.x - before.x) * unit;
      y -= (now.y - before.y) * unit;
      draw();
    } else return;
    pressed.set(event.pointerId, now);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    window.addEventListener(end, (event) => {
      pressed.delete(/** @type {PointerEvent} */ (event).pointerId);
    });
  }
  view.addEventListener("dragstart", (event) => event.preventDefault());
  view.addEventListener(
    "click",
    (event) => {
      if (!dragging) return;
      dragging = false;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  // What is focused is in sight.
  view.addEventListener("focusin", ({ target }) => {
    const drawing = shown();
    if (scale === 1 || !drawing || !(target instanceof SVGGraphicsElement)) return;
    const { width, height } = drawing;
    const box = target.getBBox();
    const inside =
      box.x >= x &&
      box.y >= y &&
      box.x + box.width <= x + width / scale &&
      box.y + box.height <= y + height / scale;
    if (inside) return;
    x = box.x + box.width / 2 - width / scale / 2;
    y = box.y + box.height / 2 - height / scale / 2;
    draw();
  });
  let across = window.innerWidth;
  window.addEventListener("resize", () => {
    if (window.innerWidth === across) return;
    across = window.innerWidth;
    reset();
  });
}
