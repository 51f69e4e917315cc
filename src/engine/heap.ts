export interface Heap<T> {
  readonly size: number;
  peek(): T | undefined;
  push(item: T): void;
  pop(): T | undefined;
}

/** A binary heap: the item that `before` puts first is on top. */
export function createHeap<T>(before: (one: T, other: T) => boolean): Heap<T> {
  const items: T[] = [];

  function at(index: number): T {
    const item = items[index];
    if (item === undefined) throw new Error(`The heap has no item ${index} of ${items.length}.`);
    return item;
  }

  function swap(one: number, other: number): void {
    const item = at(one);
    items[one] = at(other);
    items[other] = item;
  }

  function rise(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(at(index), at(parent))) return;
      swap(index, parent);
      index = parent;
    }
  }

  function sink(): void {
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= items.length) return;
      const right = left + 1;
      const child = right < items.length && before(at(right), at(left)) ? right : left;
      if (!before(at(child), at(index))) return;
      swap(index, child);
      index = child;
    }
  }

  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push(item) {
      items.push(item);
      rise(items.length - 1);
    },
    pop() {
      if (items.length === 0) return undefined;
      swap(0, items.length - 1);
      const top = items.pop();
      sink();
      return top;
    },
  };
}
