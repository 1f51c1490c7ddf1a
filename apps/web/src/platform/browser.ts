/** What leaves the page, in one place: specs put something else there. */
export const browser = {
  /** Leaves the page for an address by a full load: everything that was read for the person before is forgotten. */
  go(address: string): void {
    window.location.assign(address);
  },
  /** Loads the page again: what was written is kept on the device until the server has it. */
  reload(): void {
    window.location.reload();
  },
};
