// The card in the browser. It shows the state that Python sends and sends back what the learner does;
// it decides nothing, and keeps nothing but what is being typed. Deck text comes as HTML that Python
// has sanitised; everything else is set as text.

const SILENCE = 3000; // milliseconds without a reply after which a word is due
const QUEUE = 20; // keys typed ahead of the kernel
const AHEAD = /^([0-9a-z?.-]|Space|Enter)$/; // those that may be
const SHIELD = "data-lm-suppress-shortcuts";

const node = (tag, properties = {}, ...children) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "html") made.innerHTML = value;
    else if (name === "on") for (const [type, act] of Object.entries(value)) made.addEventListener(type, act);
    else if (name === "class") made.className = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

// Without the attribute, notebooks take a key for a command of their own and may delete the cell.
const shield = (card) => {
  for (const box of card.querySelectorAll("pre, .mlq-display, .mlq-table")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // else its end cannot be reached by keyboard
  }
  const focusable = card.querySelectorAll("a[href], button, input, textarea, summary, [tabindex]");
  for (const element of [card, ...focusable]) element.setAttribute(SHIELD, "true");
};

const clock = (seconds) => {
  const whole = Math.max(Math.round(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

const writes = (element) => element?.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");

class Card {
  constructor(model, el) {
    this.model = model;
    this.el = el;
    this.queue = [];
    this.drafts = {};
    this.waiting = false;
    this.status = node("p", { class: "mlq-status", role: "status", "aria-live": "polite" });
    this.body = node("div", { class: "mlq-body" });
    this.card = node(
      "div",
      { class: "mlq card", role: "group", "aria-label": "Interview question", tabindex: "0", on: { keydown: (event) => this.key(event) } },
      this.body,
      this.status,
    );
    this.changed = () => this.show();
    this.visible = () => this.model.send({ action: document.hidden ? "pause" : "resume" });
    this.themed = () => this.theme();
    model.on("change:state", this.changed);
    document.addEventListener("visibilitychange", this.visible);
    this.card.addEventListener("keyup", (event) => ["Control", "Meta"].includes(event.key) && shield(this.card));
    this.card.addEventListener("focusout", () => shield(this.card));
    this.observer = new MutationObserver(this.themed);
    const change = { attributes: true, attributeFilter: ["class", "data-jp-theme-light", "data-theme", "style"] };
    this.observer.observe(document.body, change);
    this.observer.observe(document.documentElement, change);
    this.ticking = setInterval(() => this.tick(), 1000);
    el.append(this.card);
    this.show();
    requestAnimationFrame(this.themed);
  }

  close() {
    this.model.off("change:state", this.changed);
    document.removeEventListener("visibilitychange", this.visible);
    this.observer.disconnect();
    clearInterval(this.ticking);
    clearTimeout(this.silence);
  }

  // -- to and from Python ---------------------------------------------------------------------

  send(action, values = {}) {
    if (this.waiting) return;
    this.waiting = true;
    this.card.setAttribute("aria-busy", "true");
    this.silence = setTimeout(() => this.silent(), SILENCE);
    const sent = async () => this.model.send({ action, number: this.state.number, ...values });
    sent().catch(() => {
      // the notebook knows already that its kernel is gone
      clearTimeout(this.silence);
      this.queue = [];
      this.silent();
    });
  }

  silent() {
    this.waiting = false;
    this.card.removeAttribute("aria-busy");
    this.say("No reply from the kernel yet. If it was restarted, run the cell again; everything that was answered is saved.", "warning");
  }

  show() {
    const before = this.state;
    this.state = this.model.get("state");
    clearTimeout(this.silence);
    this.waiting = false;
    this.card.removeAttribute("aria-busy");
    const same = before && before.token === this.state.token && before.phase === this.state.phase;
    if (before?.token !== this.state.token) {
      this.drafts = {};
      this.started = Date.now() - (this.state.seconds ?? 0) * 1000;
    }
    const focus = this.focused();
    this.body.replaceChildren(...this.parts());
    shield(this.card);
    this.tick();
    if (focus) this.refocus(same ? focus : null);
    const message = this.state.message;
    this.say(message?.text ?? "", message?.tone ?? "quiet");
    while (this.queue.length && !this.waiting) this.press(this.queue.shift());
  }

  say(text, tone) {
    this.status.textContent = text;
    this.status.dataset.tone = tone;
  }

  // -- focus ------------------------------------------------------------------------------------

  focused() {
    const active = this.card.getRootNode().activeElement;
    if (!active || !this.card.contains(active)) return null;
    return { key: active.dataset.key, start: active.selectionStart, end: active.selectionEnd };
  }

  refocus(focus) {
    let target = focus?.key && this.body.querySelector(`[data-key="${focus.key}"]`);
    if (target && focus.start !== undefined && target.setSelectionRange) target.setSelectionRange(focus.start, focus.end);
    if (!target && this.state.phase !== "asking") target = this.body.querySelector(".mlq-answer, .mlq-rubric, .mlq-over");
    (target || this.card).focus({ preventScroll: true });
    if (!focus && target) target.scrollIntoView({ block: "nearest" });
  }

  // -- keys -------------------------------------------------------------------------------------

  key(event) {
    const writing = writes(event.target);
    if (writing || !(event.ctrlKey || event.metaKey)) event.stopPropagation();
    if (["Control", "Meta"].includes(event.key) && !writing) {
      // Ctrl+S and the like are the notebook's, also from within the card
      for (const element of [this.card, ...this.card.querySelectorAll(`[${SHIELD}]`)]) element.removeAttribute(SHIELD);
      return;
    }
    if (event.key === "Escape") {
      if (writing) this.card.focus();
      else this.card.blur();
      return;
    }
    if (writing) {
      const sends = event.target.tagName === "INPUT" ? event.key === "Enter" : event.key === "Enter" && (event.ctrlKey || event.metaKey);
      if (sends) {
        event.preventDefault();
        this.submit();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.key === " " ? "Space" : event.key;
    const onButton = event.target !== this.card && event.target.matches("button, summary, a");
    if (onButton && ["Enter", "Space"].includes(pressed)) return; // a button does what it says
    if (event.target.matches("input") && pressed === "Space") return; // so does a box, which takes no Enter
    if (this.waiting) {
      // what it means is known when the reply is here
      if (!AHEAD.test(pressed)) return;
      event.preventDefault();
      if (!event.repeat && this.queue.length < QUEUE) this.queue.push(pressed);
      return;
    }
    if (!this.keys()[pressed]) return;
    event.preventDefault();
    if (!event.repeat) this.press(pressed);
  }

  press(pressed) {
    this.keys()[pressed]?.();
  }

  keys() {
    const { phase, form } = this.state;
    const keys = { u: () => this.send("undo"), "?": () => this.help() };
    if (phase === "over") return keys;
    Object.assign(keys, {
      f: () => this.send("flag"),
      b: () => this.send("bury"),
      s: () => this.send("suspend"),
    });
    if (phase === "answered") {
      this.state.ratings.forEach((rating) => (keys[rating.value] = () => this.send("rate", { rating: rating.value })));
      keys.Space = keys.Enter = () => this.send("rate");
      keys.m = () => this.send("more");
      if (this.state.lucky) keys.g = () => this.send("rate", { lucky: true });
      return keys;
    }
    if (phase === "judging") {
      keys.Enter = () => this.submit();
      this.state.scores.forEach((_, score) => (keys[score + 1] = () => this.score(score)));
      return keys;
    }
    keys.Space = () => this.send("reveal");
    if (this.state.more_hints) keys.h = () => this.send("hint");
    if (form === "options") {
      this.state.options.forEach((_, index) => (keys[index + 1] = () => this.pick(index + 1)));
      if (this.state.several) keys.Enter = () => this.submit();
    } else if (form === "number") {
      for (const digit of "0123456789.-") keys[digit] = () => this.write(digit);
      keys.Enter = keys.t = () => this.write("");
    } else if (form === "code") {
      keys.e = keys.Enter = () => this.write("");
    } else if (form === "rubric") {
      keys.e = () => this.write("");
      keys.Space = keys.Enter = () => this.judge();
    } else {
      keys.Enter = keys.Space;
      keys.t = () => this.write("");
    }
    return keys;
  }

  write(character) {
    const field = this.body.querySelector("[data-key=response]");
    field.focus();
    if (character) {
      field.value += character;
      this.drafts.response = field.value;
    }
  }

  pick(number) {
    if (!this.state.several) return this.send("respond", { response: String(number) });
    const picked = new Set(this.drafts.picked ?? []);
    if (!picked.delete(number)) picked.add(number);
    this.drafts.picked = [...picked].sort();
    this.body.querySelectorAll(".mlq-option").forEach((button, index) => {
      button.setAttribute("aria-pressed", String(picked.has(index + 1)));
    });
  }

  submit() {
    const { phase, form } = this.state;
    if (phase === "judging") return this.judged();
    if (phase !== "asking") return;
    const response = form === "options" ? (this.drafts.picked ?? []).join(", ") : this.draft();
    if (form === "code") return this.send("attempt", { response });
    if (form === "rubric") return this.judge();
    if (!response.trim()) return this.say(form === "options" ? "Pick at least one." : "There is no answer yet.", "warning");
    this.send("respond", { response });
  }

  judge() {
    this.send("judge", { outline: this.drafts.response ?? "" });
  }

  // scores the point that has the focus, or the first that has no score, and goes on to the next
  score(score) {
    const focused = /^point-(\d+)-/.exec(this.focused()?.key ?? "");
    const open = this.state.rubric.findIndex((_, index) => this.drafts[`point-${index}`] === undefined);
    const point = focused ? Number(focused[1]) : open;
    if (point < 0) return;
    this.drafts[`point-${point}`] = score;
    const box = (number, place) => this.body.querySelector(`[data-key="point-${number}-${place}"]`);
    box(point, score).checked = true;
    const next = this.drafts[`point-${point + 1}`] ?? 0;
    (box(point + 1, next) ?? box(point, score)).focus();
  }

  judged() {
    const points = this.state.rubric.map((_, index) => this.drafts[`point-${index}`]);
    const missing = points.findIndex((point) => point === undefined);
    if (missing >= 0) {
      this.body.querySelector(`[data-key="point-${missing}-0"]`).focus();
      return this.say(`Judge point ${missing + 1} first.`, "warning");
    }
    const flags = this.state.flags.flatMap((_, index) => (this.drafts[`flag-${index}`] ? [index + 1] : []));
    this.send("respond", { response: JSON.stringify({ points, flags, outline: this.drafts.outline ?? "" }) });
  }

  draft() {
    return this.drafts.response ?? (this.state.form === "code" ? this.state.starter : "");
  }

  help() {
    const box = this.body.querySelector(".mlq-help");
    if (box) box.open = !box.open;
  }

  // -- what it looks like -------------------------------------------------------------------------

  parts() {
    const { phase } = this.state;
    if (phase === "over") return [this.progress(), this.over(), this.foot()];
    const shown = [this.progress(), this.head(), ...this.hints()];
    if (phase === "asking") shown.push(...this.asking());
    else if (phase === "judging") shown.push(this.rubric());
    else shown.push(...this.answered());
    return [...shown, this.foot()];
  }

  progress() {
    const { done, total, due, learning, new: fresh, seconds_left } = this.state.progress;
    const counts = [[due, "due"], [learning, "learning"], [fresh, "new"]].filter(([count]) => count).map(([count, word]) => `${count} ${word}`);
    const words = [`${done}/${total}`, ...counts];
    if (seconds_left !== null) words.push(`${Math.ceil(seconds_left / 60)} min left`);
    return node(
      "div",
      { class: "mlq-progress" },
      node("progress", { max: String(Math.max(total, 1)), value: String(done), "aria-label": "Progress" }),
      node("span", {}, words.join(" · ")),
      node("span", { class: "mlq-clock", "aria-hidden": "true" }),
    );
  }

  tick() {
    const shown = this.body.querySelector(".mlq-clock");
    if (!shown || !this.state.token || document.hidden) return;
    const seconds = (Date.now() - this.started) / 1000;
    const left = this.state.form === "rubric" && this.state.phase === "asking" ? this.state.minutes * 60 - seconds : null;
    shown.textContent = left === null ? clock(seconds) : left > 0 ? `${clock(left)} left` : `${clock(-left)} over time`;
  }

  head() {
    const marks = this.state.marks.map((mark) => node("span", { class: "mlq-mark" }, mark));
    if (this.state.flagged) marks.push(node("span", { class: "mlq-mark mlq-flagged" }, "⚑ flagged"));
    return node(
      "div",
      { class: "mlq-head" },
      node("p", { class: "mlq-marks" }, ...marks),
      this.state.title ? node("p", { class: "mlq-title", html: this.state.title }) : null,
      node("div", { class: "mlq-prompt", html: this.state.prompt }),
    );
  }

  hints() {
    return this.state.hints.map((hint) => node("div", { class: "mlq-hint" }, node("strong", {}, "Hint"), node("div", { html: hint })));
  }

  button(label, key, act, extra = {}) {
    const shortcut = { " ": "Space" }[key] ?? key;
    return node(
      "button",
      {
        type: "button", "data-key": extra.name ?? label, "aria-keyshortcuts": shortcut,
        class: extra.class ?? "mlq-button",
        // the second click of a double click was meant for what was there before
        on: { click: (event) => event.detail < 2 && !this.waiting && act() },
        ...(extra.attributes ?? {}),
      },
      node("span", {}, label),
      extra.below ? node("small", {}, extra.below) : null,
      shortcut ? node("kbd", { "aria-hidden": "true" }, shortcut) : null,
    );
  }

  field(tag, label, attributes = {}) {
    const made = node(tag, {
      "data-key": "response", "aria-label": label, placeholder: label, spellcheck: "false", autocomplete: "off", maxlength: "200000",
      on: {
        input: (event) => (this.drafts.response = event.target.value),
        keydown: (event) => tag === "textarea" && this.state.form === "code" && this.indent(event),
      },
      ...attributes,
    });
    made.value = this.draft();
    return made;
  }

  indent(event) {
    if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.target.setRangeText("    ", event.target.selectionStart, event.target.selectionEnd, "end");
    this.drafts.response = event.target.value;
  }

  asking() {
    const { form, several, note } = this.state;
    const shown = [];
    const row = node("div", { class: "mlq-row" });
    if (note) shown.push(node("p", { class: "mlq-note" }, `Answer ${note}.`));
    if (form === "options") {
      if (several) shown.push(node("p", { class: "mlq-note" }, "Several may be right."));
      shown.push(this.options());
      if (several) row.append(this.button("Answer", "Enter", () => this.submit()));
      row.append(this.button("I don’t know", " ", () => this.send("reveal")));
    } else if (form === "number") {
      shown.push(this.field("input", "Your answer", { inputmode: "text", class: "mlq-input" }));
      row.append(this.button("Answer", "Enter", () => this.submit()), this.button("I don’t know", " ", () => this.send("reveal")));
    } else if (form === "code") {
      shown.push(this.field("textarea", "Your program", { class: "mlq-code", rows: String(Math.min(this.draft().split("\n").length + 3, 24)) }));
      shown.push(...this.state.tests.map((test) => node("div", { class: "mlq-test", html: test })));
      row.append(
        this.button("Run the tests", "Ctrl+Enter", () => this.submit(), { attributes: { "aria-keyshortcuts": "Control+Enter" } }),
        this.button("Copy as a cell", "", () => this.copy()),
        this.button("Show a solution", " ", () => this.send("reveal")),
      );
      shown.push(node("p", { class: "mlq-note" }, "In a cell of the notebook: %mlquiz code"));
    } else if (form === "rubric") {
      shown.push(node("p", { class: "mlq-note" }, `You have ${this.state.minutes} minutes. Outline your answer aloud or in writing.`));
      shown.push(this.field("textarea", "Your outline", { rows: "8", spellcheck: "true" }));
      row.append(this.button("Judge yourself", " ", () => this.judge()));
    } else {
      shown.push(this.field("input", "Your answer (or just think)", { class: "mlq-input" }));
      row.append(this.button("Reveal", " ", () => (this.draft().trim() ? this.submit() : this.send("reveal"))));
    }
    if (this.state.more_hints) row.append(this.button("Hint", "h", () => this.send("hint")));
    return [...shown, row];
  }

  copy() {
    const cell = `%%mlquiz answer\n${this.draft()}`;
    navigator.clipboard
      ?.writeText(cell)
      .then(() => this.say("Copied: paste it into a new cell and run it.", "good"))
      .catch(() => this.say("The browser does not allow copying here: run %mlquiz code in a new cell.", "warning"));
  }

  options() {
    const picked = new Set(this.drafts.picked ?? []);
    return node(
      "ol",
      { class: "mlq-options" },
      ...this.state.options.map((option, index) =>
        node(
          "li",
          {},
          node(
            "button",
            {
              type: "button", class: "mlq-option", "data-key": `option-${index}`, "aria-keyshortcuts": String(index + 1),
              "aria-pressed": this.state.several ? String(picked.has(index + 1)) : null,
              on: { click: (event) => event.detail < 2 && !this.waiting && this.pick(index + 1) },
            },
            node("kbd", { "aria-hidden": "true" }, String(index + 1)),
            node("span", { html: option }),
          ),
        ),
      ),
    );
  }

  rubric() {
    const points = this.state.rubric.map((point, index) =>
      node(
        "fieldset",
        {},
        node("legend", {}, point.must ? node("strong", {}, "Must: ") : null, node("span", { html: point.text })),
        ...this.state.scores.map((word, score) =>
          this.box("radio", `point-${index}-${score}`, word, this.drafts[`point-${index}`] === score, () => (this.drafts[`point-${index}`] = score), `${this.state.token}-${index}`),
        ),
      ),
    );
    const flags = this.state.flags.map((flag, index) =>
      this.box("checkbox", `flag-${index}`, null, this.drafts[`flag-${index}`], (on) => (this.drafts[`flag-${index}`] = on), null, flag),
    );
    if (this.drafts.response !== undefined) this.drafts.outline = this.drafts.response;
    return node(
      "div",
      { class: "mlq-rubric", tabindex: "-1", role: "group", "aria-label": "Judge your answer" },
      this.drafts.outline ? node("blockquote", { class: "mlq-outline" }, this.drafts.outline) : null,
      node("p", { class: "mlq-section" }, "How much of each point did you have?"),
      node("p", { class: "mlq-note" }, `Keys 1 to ${this.state.scores.length} score a point and go on to the next.`),
      ...points,
      node("p", { class: "mlq-section" }, "Red flags: what happened?"),
      ...flags,
      node("div", { class: "mlq-row" }, this.button("Add up", "Enter", () => this.submit())),
    );
  }

  box(type, key, word, checked, act, group, html) {
    const input = node("input", { type, "data-key": key, name: group, on: { change: (event) => act(event.target.checked) } });
    input.checked = Boolean(checked);
    return node("label", { class: "mlq-box" }, input, html ? node("span", { html }) : node("span", {}, word));
  }

  answered() {
    const { verdict, judged, response, form, outline } = this.state;
    const answer = node("div", { class: "mlq-answer", tabindex: "-1", role: "group", "aria-label": "Answer" });
    if (response && form !== "options" && form !== "rubric" && form !== "code") {
      answer.append(node("p", { class: "mlq-response" }, `Your answer: ${response}`));
    }
    if (response && form === "code") answer.append(...this.own("Your program", node("pre", {}, response)));
    if (outline) answer.append(...this.own("Your outline", node("blockquote", { class: "mlq-outline" }, outline)));
    if (verdict) {
      answer.append(node("p", { class: "mlq-verdict", "data-outcome": verdict.outcome }, verdict.word));
      answer.append(...verdict.feedback.map((part) => node("div", { class: "mlq-feedback", html: part })));
    }
    if (judged) answer.append(this.judgedOptions());
    for (const part of [...this.state.answer, ...this.state.more]) {
      answer.append(node("section", {}, node("p", { class: "mlq-section" }, part.title), node("div", { html: part.html })));
    }
    const ratings = this.state.ratings.map((rating) =>
      this.button(rating.word, String(rating.value), () => this.send("rate", { rating: rating.value }), {
        class: "mlq-rating", below: rating.wait, name: `rate-${rating.value}`,
        attributes: {
          "data-rating": String(rating.value), "data-proposed": rating.proposed ? "true" : null,
          "aria-label": `${rating.word}, again in ${rating.wait}${rating.proposed ? ", proposed" : ""}`,
        },
      }),
    );
    const row = node("div", { class: "mlq-row" });
    if (this.state.lucky) row.append(this.button("Lucky guess", "g", () => this.send("rate", { lucky: true })));
    row.append(this.button(this.state.more.length ? "Less" : "More", "m", () => this.send("more"), { name: "more" }));
    return [answer, node("div", { class: "mlq-ratings", role: "group", "aria-label": "Rate yourself" }, ...ratings), row];
  }

  // what was written, to be compared with the answer
  own(title, text) {
    return [node("p", { class: "mlq-section" }, title), text];
  }

  judgedOptions() {
    return node(
      "ol",
      { class: "mlq-options" },
      ...this.state.options.map((option, index) => {
        const { right, picked, html } = this.state.judged[index];
        const words = [right ? "right" : "wrong", picked ? "your answer" : ""].filter(Boolean).join(", ");
        return node(
          "li",
          { class: "mlq-judged", "data-right": String(right), "data-picked": String(picked) },
          node("p", {}, node("span", { class: "mlq-tick", role: "img", "aria-label": words }, right ? "✓" : "✗"), node("span", { html: option }), picked ? node("em", {}, " your answer") : null),
          node("div", { class: "mlq-why", html }),
        );
      }),
    );
  }

  over() {
    return node("div", { class: "mlq-over", tabindex: "-1" }, ...this.state.summary.map((line) => node("p", {}, line)));
  }

  foot() {
    const row = node("div", { class: "mlq-foot" });
    row.append(this.button("Undo", "u", () => this.send("undo")));
    if (this.state.phase !== "over") {
      row.append(
        this.button(this.state.flagged ? "Unflag" : "Flag", "f", () => this.send("flag"), { name: "flag" }),
        this.button("Bury", "b", () => this.send("bury")),
        this.button("Suspend", "s", () => this.send("suspend")),
      );
    }
    const lines = [
      "Space reveals, then takes the proposed rating; 1 to 4 rate; before that, digits pick an option or type a number.",
      "t or e types an answer, Ctrl+Enter or Enter sends it, Esc leaves the field, and Esc again the card.",
      "h hint · g lucky guess · m more · u undo · f flag · b bury until tomorrow · s suspend",
    ];
    const help = node("details", { class: "mlq-help" }, node("summary", {}, "Keys"), ...lines.map((line) => node("p", {}, line)));
    row.append(help);
    return row;
  }

  // -- colours ------------------------------------------------------------------------------------

  theme() {
    let element = this.card;
    let background = null;
    while (element && !background) {
      const parts = getComputedStyle(element).backgroundColor.match(/[\d.]+/g)?.map(Number);
      if (parts && (parts.length < 4 || parts[3] > 0.5)) background = parts;
      element = element.parentElement ?? element.getRootNode().host;
    }
    const [red, green, blue] = background ?? [255, 255, 255];
    this.card.dataset.dark = String(0.299 * red + 0.587 * green + 0.114 * blue < 128);
  }
}

export default {
  initialize({ model }) {
    model.send({ action: "ready" });
  },
  render({ model, el }) {
    const card = new Card(model, el);
    return () => card.close();
  },
};
