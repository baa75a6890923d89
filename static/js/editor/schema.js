// What a text may hold: exactly the closed subset that the server brings every text to (plans/richtext), and the keys.
//
// The library is the one in django-prose-editor's wheel (Tiptap and ProseMirror). Its own menus, dialogs and inserted
// style sheets are left out: they speak English and need exceptions in the content policy.

import {
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Extension,
  Gapcursor,
  Heading,
  History,
  ListItem,
  Mark,
  Node,
  OrderedList,
  Paragraph,
  pm,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  wrappingInputRule,
} from "../../django_prose_editor/editor.js";

/** How many lists there are inside one another; the printed plan has bullets for two. */
const DEEPEST_LIST = 2;
/** A heading inside a text begins below the tiltak's own. */
export const LEVELS = [3, 4];

/** Return how many lists the cursor stands in. */
function listDepth({ $from }) {
  let depth = 0;
  for (let d = $from.depth; d > 0; d -= 1) depth += $from.node(d).type.name === "listItem";
  return depth;
}

/** Move an item one level in, where there is one. */
export function indent(editor) {
  return listDepth(editor.state.selection) < DEEPEST_LIST && editor.commands.sinkListItem("listItem");
}

/** Move an item one level out. On the outermost the list ends for it. */
export function outdent(editor) {
  return editor.commands.liftListItem("listItem");
}

/** Go to the cell under this one, below the last row to a new one: what Enter does in a spreadsheet. */
function cellBelow(editor) {
  const { state, view } = editor;
  if (!pm.tables.isInTable(state)) return false;
  const rect = pm.tables.selectedRect(state);
  if (rect.bottom === rect.map.height) editor.commands.addRowAfter();
  const table = pm.tables.selectedRect(view.state);
  const cell = table.map.positionAt(rect.bottom, rect.left, table.table) + table.tableStart;
  view.dispatch(view.state.tr.setSelection(pm.state.TextSelection.near(view.state.doc.resolve(cell + 1))).scrollIntoView());
  return true;
}

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
});

/** A place where one of the plan's figures stands; `show` makes the picture of it. */
const figureNode = (show) =>
  Node.create({
    name: "figure",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({
      sha256: {
        default: "",
        parseHTML: (element) => element.dataset.sha256,
        renderHTML: ({ sha256 }) => ({ "data-sha256": sha256 }),
      },
    }),
    parseHTML: () => [{ tag: "figure[data-sha256]" }],
    renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes],
    addNodeView: () => ({ node }) => ({ dom: show(node.attrs.sha256) }),
  });

/** A cell holds one line of text, as in the printed plan, and never spans others. */
const oneLine = { content: "paragraph", addAttributes: () => ({ colspan: { default: 1, rendered: false }, rowspan: { default: 1, rendered: false }, colwidth: { default: null, rendered: false } }) };

/**
 * Return the extensions of an editor.
 * @param {(sha256: string) => HTMLElement} showFigure
 * @param {Record<string, () => boolean>} keys what else keys do
 */
export function extensions(showFigure, keys) {
  return [
    Document,
    Text,
    Paragraph,
    Heading.configure({ levels: LEVELS }).extend({
      marks: "link",
      addInputRules: () => [],
    }),
    Bold,
    Link,
    BulletList,
    OrderedList.extend({
      addProseMirrorPlugins: () => [],
      // Only a list that begins: «17. mai» is a date.
      addInputRules() {
        return [wrappingInputRule({ find: /^1[.)]\s$/, type: this.type })];
      },
    }),
    ListItem.extend({
      content: "paragraph (bulletList | orderedList)?",
      addKeyboardShortcuts() {
        return {
          Enter: () => this.editor.commands.splitListItem("listItem"),
          Tab: () => indent(this.editor),
          "Shift-Tab": () => listDepth(this.editor.state.selection) > 1 && outdent(this.editor),
        };
      },
    }),
    Table.extend({
      addNodeView: () => null,
      addKeyboardShortcuts() {
        return {
          ...this.parent?.(),
          Enter: () => cellBelow(this.editor),
          // Behind the last cell, and before the first, Tab goes on through the page as everywhere.
          Tab: () => this.editor.commands.goToNextCell(),
          "Shift-Tab": () => this.editor.commands.goToPreviousCell(),
        };
      },
    }),
    TableRow,
    TableCell.extend(oneLine),
    TableHeader.extend(oneLine),
    figureNode(showFigure),
    History,
    Gapcursor,
    Dropcursor,
    Extension.create({ name: "keys", priority: 1000, addKeyboardShortcuts: () => keys }),
  ];
}

/** Return what a text says and how, without white space and empty places, for two texts to be compared. */
export function saying(doc) {
  const said = [];
  doc.descendants((node, position) => {
    if (node.type.name === "figure") said.push(node.attrs.sha256);
    if (!node.isTextblock || !node.textContent.trim()) return;
    const $inside = doc.resolve(position);
    const place = Array.from({ length: $inside.depth }, (_, depth) => $inside.node(depth + 1).type.name);
    const runs = [];
    node.forEach((run) => {
      const marks = run.marks.map((mark) => mark.type.name + (mark.attrs.href ?? "")).sort();
      const text = run.text.replace(/\s+/g, "");
      if (runs.at(-1)?.marks === marks.join()) runs.at(-1).text += text;
      else if (text) runs.push({ marks: marks.join(), text });
    });
    said.push([...place, node.type.name, node.attrs.level ?? "", JSON.stringify(runs)].join(" "));
  });
  return said.join("\n");
}
