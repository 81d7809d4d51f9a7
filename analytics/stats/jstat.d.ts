/** The distribution functions of jStat (MIT) that are used here; the package ships no types. */
declare module 'jstat' {
  type Distribution = {
    cdf(x: number, ...parameters: number[]): number;
    inv(p: number, ...parameters: number[]): number;
  };
  const jStat: {
    readonly chisquare: Distribution;
    readonly normal: Distribution;
    readonly beta: Distribution;
    readonly studentt: Distribution;
    erfc(x: number): number;
  };
  export default jStat;
}
