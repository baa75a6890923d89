// Lets axe look at the page, or at the part that a selector names. Returns axe's results.
//
// On long pages nearly all of axe's time goes to the colours of every text, over and over for texts that look alike.
// How a text stands out follows from its own colours, size and weight and from those of everything it stands in. Texts
// that share all of that are of one kind, and two of each kind are judged. Every other rule looks at everything.
async ([options, within]) => {
  const OF_COLOURS = ["color-contrast", "link-in-text-block"];
  // With fewer texts than this it takes longer to tell them apart than to judge them all.
  const FEW = 150;
  // One may be covered where it stands, which axe does not judge; the other is then not.
  const OF_A_KIND = 2;
  const LOOKS = [
    "color", "backgroundColor", "backgroundImage", "opacity", "filter", "mixBlendMode", "textShadow", "textIndent",
    "fontSize", "fontWeight", "position", "overflow", "clip", "clipPath",
  ];
  const SAYS = ["class", "disabled", "aria-disabled", "aria-hidden", "inert", "type", "placeholder"];
  const numbers = new Map();
  const kinds = new Map([[null, 0]]);

  /** The number of an element's kind: the same for what looks alike inside what looks alike. */
  function kind(element) {
    if (!kinds.has(element)) {
      const style = getComputedStyle(element);
      const look = [
        kind(element.parentElement), element.tagName, ...LOOKS.map((name) => style[name]),
        ...SAYS.map((name) => element.getAttribute(name)), element.disabled, element.control?.disabled,
        hasOwnText(element), // a link must stand out from words around it
      ].join("|");
      if (!numbers.has(look)) numbers.set(look, numbers.size + 1);
      kinds.set(element, numbers.get(look));
    }
    return kinds.get(element);
  }

  function hasOwnText(element) {
    return [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  }

  function showsText(element) {
    return (element.matches("a, input, select, textarea, button") || hasOwnText(element))
      && element.checkVisibility() && element.getClientRects().length > 0;
  }

  const roots = within ? [...document.querySelectorAll(within)] : [document.documentElement];
  const texts = roots.flatMap((root) => [root, ...root.querySelectorAll("*")]).filter(showsText);
  if (texts.length < FEW) return axe.run(within ?? document, options);

  const chosen = new Map();
  for (const text of texts) {
    const alike = chosen.get(kind(text)) ?? [];
    if (alike.length < OF_A_KIND) chosen.set(kind(text), [...alike, text]);
  }
  const colours = { include: [...chosen.values()].flat() };
  const results = await axe.run(colours, { ...options, runOnly: OF_COLOURS });
  if (options.runOnly?.every((rule) => OF_COLOURS.includes(rule))) return results;
  const rules = Object.fromEntries(OF_COLOURS.map((rule) => [rule, { enabled: false }]));
  const others = await axe.run(within ?? document, { ...options, rules });
  return { ...others, violations: [...others.violations, ...results.violations] };
}
