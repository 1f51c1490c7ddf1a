/** Leaves the page for an address by a full load: everything that was read for the person before is forgotten. */
export const browser = {
  go(address: string): void {
    window.location.assign(address);
  },
};
