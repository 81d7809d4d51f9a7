/** A column of numbers that grows; `values` is what was pushed. */
export class Grow {
  #values = new Float64Array(1024);
  #length = 0;
  get length(): number {
    return this.#length;
  }
  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }
  at(i: number): number {
    return this.#values[i] ?? 0;
  }
  set(i: number, value: number): void {
    this.#values[i] = value;
  }
  get values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
