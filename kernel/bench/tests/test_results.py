"""What becomes of figures: python3 -m unittest discover kernel/bench/tests"""

import json
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from kernels.report import markdown
from kernels.results import Figure, Measure, Outcome, Ratio, Results, percentile, ratio

START = Measure("start", "start", "s")
COST = Measure("cost", "last ÷ first", "×", versus_peers=False)


def results(**values: list[float | Figure]) -> Results:
    """Each kernel's rounds of START."""
    made = Results(list(values), [START, COST])
    for kernel, rounds in values.items():
        for value in rounds:
            made.add(kernel, "start", value if isinstance(value, Figure) else Figure.of(value))
    return made


class Figures(unittest.TestCase):
    def test_what_is_no_number_is_a_failure(self):
        for value in (float("nan"), float("inf")):
            self.assertEqual(Figure.of(value).outcome, Outcome.FAILED)

    def test_a_round_that_failed_leaves_no_figure(self):
        one = results(ours=[1.0, Figure.failed("no idle in 60 s"), 2.0])
        self.assertFalse(one.series("ours", "start").complete)
        self.assertEqual(one.series("ours", "start").reason, "no idle in 60 s (1 of 3)")
        self.assertEqual(one.broken("ours"), ["start: no idle in 60 s (1 of 3)"])

    def test_a_slow_kernel_is_not_broken(self):
        self.assertEqual(results(ours=[1e9], theirs=[1.0]).broken("ours"), [])

    def test_a_measure_that_nothing_came_of_is_broken(self):
        one = results(ours=[1.0], theirs=[1.0])
        one.add("theirs", "cost", Figure.of(1.0))
        self.assertEqual(one.broken("ours"), ["last ÷ first: never taken"])

    def test_what_does_not_apply_is_not_broken(self):
        one = results(ours=[Figure.not_applicable("no %maven in this language")])
        self.assertEqual(one.broken("ours"), [])

    def test_json_holds_every_round_and_no_nan(self):
        one = results(ours=[3.0, 1.0, 2.0], theirs=[Figure.of(float("nan"))] * 3)
        kernels = json.loads(json.dumps(one.as_json(), allow_nan=False))["start"]["kernels"]
        self.assertEqual([r["value"] for r in kernels["ours"]["rounds"]], [3.0, 1.0, 2.0])
        self.assertEqual((kernels["ours"]["median"], kernels["ours"]["low"]), (2.0, 1.0))
        self.assertNotIn("median", kernels["theirs"])


class Ratios(unittest.TestCase):
    def ratio(self, ours: list[float], theirs: list[float]) -> Ratio | None:
        one = results(ours=ours, theirs=theirs)
        return ratio(one.series("ours", "start"), one.series("theirs", "start"))

    def test_the_ratio_of_the_medians_with_the_range_of_the_rounds(self):
        self.assertEqual(self.ratio([1.0, 2.0, 9.0], [4.0, 2.0, 9.0]), Ratio(0.5, 0.25, 1.0))

    def test_rounds_that_disagree_are_unclear(self):
        self.assertTrue(self.ratio([1.0, 1.0], [2.0, 4.0]).clear)
        self.assertFalse(self.ratio([1.0, 5.0], [2.0, 4.0]).clear)

    def test_a_failed_round_on_either_side_leaves_no_ratio(self):
        self.assertIsNone(self.ratio([1.0, 1.0], [2.0, Figure.failed("the kernel died")]))
        self.assertIsNone(self.ratio([1.0, Figure.failed("the kernel died")], [2.0, 2.0]))


class Percentiles(unittest.TestCase):
    def test_the_smallest_sample_that_enough_do_not_exceed(self):
        samples = [float(n) for n in range(100, 0, -1)]
        self.assertEqual([percentile(samples, p) for p in (50, 95, 99, 100)], [50, 95, 99, 100])
        self.assertEqual(percentile([7.0], 99), 7.0)


class Table(unittest.TestCase):
    def test_a_failure_is_marked_and_its_reason_stands_below(self):
        one = results(ours=[1.0, 2.0], ipykernel=[2.0, 4.0], jjava=[Figure.failed("lost 67%")] * 2)
        for kernel in one.kernels:
            one.add(kernel, "cost", Figure.of(1.1))
        text = markdown(one, ["ipykernel", "jjava"], ["2 cores"])
        self.assertIn("| start | s | 1.50 (1.00–2.00) | 3.00 (2.00–4.00) | **failed** |", text)
        self.assertIn(" 0.500 |", text)
        self.assertIn("- **failed**, jjava, start: lost 67% (2 of 2)", text)
        self.assertTrue(text.endswith("- 2 cores\n"))

    def test_a_ratio_is_not_compared_with_a_ratio(self):
        one = results(ours=[1.0], ipykernel=[1.0])
        for kernel in one.kernels:
            one.add(kernel, "cost", Figure.of(1.1))
        row = next(r for r in markdown(one, ["ipykernel"], []).splitlines() if "last" in r)
        self.assertTrue(row.endswith("| 1.10 | 1.10 | – |"), row)


if __name__ == "__main__":
    unittest.main()
