/** What every browser has and jsdom lacks, and React Aria's overlays and lists ask for. */
globalThis.CSS ??= {
  escape: (text) =>
    String(text)
      .replace(/[^\w\-\u0080-\uffff]/g, (sign) => `\\${sign}`)
      .replace(/^(-?)(\d)/, (_, dash, digit) => `${dash}\\3${digit} `),
};
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};
Element.prototype.scrollIntoView ??= () => {};
