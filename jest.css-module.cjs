/** Every class of a CSS module is its own name. */
module.exports = new Proxy(
  { __esModule: true },
  {
    get: (target, name) =>
      name === '__esModule' ? true : name === 'default' ? module.exports : String(name),
  },
);
