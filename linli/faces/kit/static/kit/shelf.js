// What a phone writes down, in one database of the browser: opened once, given up when another version needs it. Shared by
// kit/store.js and kit/vault.js, in pages and in the service worker.
"use strict";

// `make` lays the shelves of a new database; inside(mode, shelves, work) is done when it is on the disk, not before, and
// resolves to what `work` asked for.
self.linliShelf = (name, make) => {
  let opened;
  const open = () => {
    opened ??= new Promise((done, fail) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => make(asked.result);
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = undefined; };
        done(asked.result);
      };
      asked.onerror = asked.onblocked = () => fail(asked.error);
    });
    opened.catch(() => { opened = undefined; });
    return opened;
  };
  const inside = async (mode, shelves, work) => {
    const transaction = (await open()).transaction(shelves, mode, { durability: "strict" });
    const asked = work(...shelves.map((one) => transaction.objectStore(one)));
    return new Promise((done, fail) => {
      transaction.oncomplete = () => done(asked?.result);
      transaction.onerror = transaction.onabort = () => fail(transaction.error);
    });
  };
  return { open, inside };
};
