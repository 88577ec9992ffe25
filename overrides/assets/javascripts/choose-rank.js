// The chooser's arithmetic, and nothing else: the same as `rank` in views/fit.py.

/**
 * @typedef {{ id: number, when: string[], points: number[] }} Row
 * @typedef {{ best: boolean, rows: Row[] }} Group
 * @typedef {{ directions: string[], base: number[], groups: Group[] }} Numbers
 * @typedef {{ direction: number, points: number, rows: number[] }} Place
 */

/**
 * The directions by their points; where these are equal, in the order of the atlas.
 *
 * @param {Numbers} numbers what every answer is worth
 * @param {Iterable<string>} answers as ``question=choice``
 * @returns {Place[]}
 */
export function rank(numbers, answers) {
  const given = new Set(answers);
  const applying = numbers.groups.map(({ best, rows }) => ({
    best,
    rows: rows.filter((row) => row.when.some((answer) => given.has(answer))),
  }));
  const places = numbers.base.map((base, direction) => {
    const worth = (/** @type {Row} */ row) => row.points[direction] ?? 0;
    const counted = applying.flatMap(({ best, rows }) => {
      if (!best || !rows.length) return rows;
      return [rows.reduce((first, row) => (worth(row) > worth(first) ? row : first))];
    });
    return {
      direction,
      points: counted.reduce((sum, row) => sum + worth(row), base),
      rows: counted.map((row) => row.id),
    };
  });
  return places.sort((a, b) => b.points - a.points);
}
