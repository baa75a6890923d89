// The row of buttons over a text. One stop with Tab; the arrow keys go along it, Esc goes back to the text.

import { element } from "./dialogs.js";
import { indent, LEVELS, outdent } from "./schema.js";

const line = (d) => `<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false"><path d="${d}" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`;

const ICONS = {
  bold: '<strong aria-hidden="true">F</strong>',
  bullets: line("M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01"),
  numbers: line("M9 5h8M9 10h8M9 15h8M3 4l1.2-.8V8M2.8 12.4c.4-1 2.2-1 2.2.2 0 .9-2.2 1.6-2.2 3.2H5"),
  indent: line("M3 4h14M9 8h8M9 12h8M3 16h14M3 8l3 2-3 2"),
  outdent: line("M3 4h14M9 8h8M9 12h8M3 16h14M6 8l-3 2 3 2"),
  link: line("M8.5 11.5a3 3 0 0 0 4.3.3l3-3a3 3 0 0 0-4.3-4.3l-1 1M11.5 8.5a3 3 0 0 0-4.3-.3l-3 3a3 3 0 0 0 4.3 4.3l1-1"),
  table: line("M3 4h14v12H3zM3 8h14M3 12h14M8.5 4v12"),
  figure: line("M3 4h14v12H3zM3 14l4-4 3 3 3-3.5 4 4.500M7 7.500h.01"),
  undo: line("M7 5L3.500 8.500 7 12M4 8.500h8a4 4 0 0 1 0 8H9"),
  redo: line("M13 5l3.500 3.500L13 12M16 8.500H8a4 4 0 0 0 0 8h3"),
};

/**
 * A button: what it is called, what it shows, what it does, whether it is on, and whether it can be used now.
 * @typedef {{name: string, icon?: string, keys?: string, run: (editor) => void, isOn?: (editor) => boolean,
 *   can?: (editor) => boolean}} Tool
 */

const heading = (level, name) => ({
  name,
  text: name,
  run: (editor) => editor.chain().toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive("heading", { level }),
  can: (editor) => editor.isActive("heading") || editor.can().toggleHeading({ level }),
});

const onTable = (name, command) => ({ name, text: name, run: (editor) => editor.chain()[command]().run() });

/** @type {(windows: {link: (editor) => void, figure: (editor) => void}) => Tool[][]} */
const tools = (windows) => [
  [
    {
      name: "Halvfet",
      icon: ICONS.bold,
      keys: "Control+B",
      run: (editor) => editor.chain().toggleBold().run(),
      isOn: (editor) => editor.isActive("bold"),
      can: (editor) => editor.can().toggleBold(),
    },
    heading(LEVELS[0], "Overskrift"),
    heading(LEVELS[1], "Underoverskrift"),
  ],
  [
    {
      name: "Punktliste",
      icon: ICONS.bullets,
      keys: "Control+Shift+8",
      run: (editor) => editor.chain().toggleBulletList().run(),
      isOn: (editor) => editor.isActive("bulletList"),
      can: (editor) => !editor.isActive("table"),
    },
    {
      name: "Nummerert liste",
      icon: ICONS.numbers,
      keys: "Control+Shift+7",
      run: (editor) => editor.chain().toggleOrderedList().run(),
      isOn: (editor) => editor.isActive("orderedList"),
      can: (editor) => !editor.isActive("table"),
    },
    { name: "Rykk inn punktet", icon: ICONS.indent, run: indent, can: (editor) => editor.isActive("listItem") },
    { name: "Rykk ut punktet", icon: ICONS.outdent, run: outdent, can: (editor) => editor.isActive("listItem") },
  ],
  [
    {
      name: "Lenke",
      icon: ICONS.link,
      keys: "Control+K",
      run: windows.link,
      isOn: (editor) => editor.isActive("link"),
    },
    {
      name: "Tabell",
      icon: ICONS.table,
      run: (editor) => editor.chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
      isOn: (editor) => editor.isActive("table"),
      can: (editor) => !editor.isActive("table") && !editor.isActive("listItem"),
    },
    { name: "Figur", icon: ICONS.figure, run: windows.figure, can: (editor) => !editor.isActive("table") },
  ],
  [
    { name: "Angre", icon: ICONS.undo, keys: "Control+Z", run: (editor) => editor.chain().undo().run(), can: (editor) => editor.can().undo() },
    { name: "Gjør om", icon: ICONS.redo, keys: "Control+Y", run: (editor) => editor.chain().redo().run(), can: (editor) => editor.can().redo() },
  ],
];

/** @type {Tool[]} */
const TABLE_TOOLS = [
  onTable("Rad over", "addRowBefore"),
  onTable("Rad under", "addRowAfter"),
  onTable("Kolonne før", "addColumnBefore"),
  onTable("Kolonne etter", "addColumnAfter"),
  {
    ...onTable("Overskriftsrad", "toggleHeaderRow"),
    isOn: (editor) => hasHead(editor),
  },
  onTable("Slett rad", "deleteRow"),
  onTable("Slett kolonne", "deleteColumn"),
  onTable("Slett tabell", "deleteTable"),
];

/** Whether the table one stands in has a heading row. */
function hasHead(editor) {
  const { $from } = editor.state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (node.type.name === "table") return node.firstChild.firstChild.type.name === "tableHeader";
  }
  return false;
}

/**
 * Make the row of buttons.
 * @param {string} id of the text it belongs to
 * @returns {{box: HTMLElement, follow: (editor) => void, focus: () => void}} `follow` lets the buttons show how it stands
 */
export function toolbar(editor, id, windows) {
  const box = element("div", { class: "editor-tools", role: "toolbar", "aria-label": "Formatering", "aria-controls": id });
  const buttons = [];
  const group = (found) => {
    const part = element("div", { class: "editor-group" });
    for (const tool of found) {
      const button = element("button", { type: "button", class: "editor-tool", tabindex: "-1" });
      if (tool.icon) {
        button.innerHTML = tool.icon;
        button.setAttribute("aria-label", tool.name);
        button.title = tool.keys ? `${tool.name} (${tool.keys.replace("Control", "Ctrl")})` : tool.name;
      } else {
        button.textContent = tool.text;
      }
      if (tool.keys) button.setAttribute("aria-keyshortcuts", tool.keys);
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        const byKeyboard = document.activeElement === button;
        tool.run(editor);
        // Who came by keyboard stays where she is, and hears how it stands now; a window takes the keyboard itself.
        if (byKeyboard && !document.querySelector("dialog[open]") && !part.hidden) button.focus();
        else if (!byKeyboard && !document.querySelector("dialog[open]")) editor.view.focus();
      });
      buttons.push({ button, tool, part });
      part.append(button);
    }
    box.append(part);
    return part;
  };
  tools(windows).forEach(group);
  const onTables = group(TABLE_TOOLS);
  onTables.setAttribute("role", "group");
  onTables.setAttribute("aria-label", "Tabellen");

  const inSight = () => buttons.filter(({ part }) => !part.hidden).map(({ button }) => button);
  const stand = (button) => {
    for (const one of buttons) one.button.tabIndex = one.button === button ? 0 : -1;
  };
  stand(buttons[0].button);

  // Pressing a button takes nothing from the text: neither its place nor the keyboard.
  box.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("focusin", (event) => stand(event.target));
  box.addEventListener("keydown", (event) => {
    const found = inSight();
    const place = found.indexOf(document.activeElement);
    const goal = {
      ArrowRight: found[(place + 1) % found.length],
      ArrowLeft: found.at(place - 1),
      Home: found[0],
      End: found.at(-1),
    }[event.key];
    if (event.key === "Escape") {
      event.stopPropagation();
      editor.view.focus();
    } else if (goal) {
      event.preventDefault();
      goal.focus();
    }
  });

  const follow = () => {
    onTables.hidden = !editor.isActive("table");
    for (const { button, tool } of buttons) {
      if (tool.isOn) button.setAttribute("aria-pressed", String(tool.isOn(editor)));
      const can = tool.can ? tool.can(editor) : true;
      if (can) button.removeAttribute("aria-disabled");
      else button.setAttribute("aria-disabled", "true");
    }
    if (!inSight().some((button) => button.tabIndex === 0)) stand(buttons[0].button);
  };
  follow();
  return { box, follow, focus: () => inSight().find((button) => button.tabIndex === 0).focus() };
}
