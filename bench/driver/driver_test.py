"""What the driver promises about figures that it did not measure itself: python3 bench/driver/driver_test.py"""

import contextlib
import io
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import page
import scenarios
import sheet
from compare import compare, print_differences
from measure import Disagreement, take
from results import MicroResult, ProgramResult, Results, ScenarioResult
from samples import Sample
from table import goal_is_met

_LIBPQ_US = 100_000


def run_with(tusk_us: int, spread: float = 0.0, memory: int = 1000) -> Results:
    """A run of every scenario in which tusk took so long each time, give or take."""
    results = Results("2026-01-31T12:00:00+00:00", {"cpu": "a CPU", "cores": 2, "kernel": "Linux"}, {"tusk": "1"})
    for scenario in scenarios.SCENARIOS:
        result = ScenarioResult(scenario.name, scenario.rows, scenario.repeats, "abc")
        for driver, microseconds in (("tusk", tusk_us), ("libpq", _LIBPQ_US)):
            rounds = [int(microseconds * (1 + spread * sign)) for sign in (-1, 0, 1, -1, 1)]
            result.programs[driver] = ProgramResult([Sample(cost, cost, memory) for cost in rounds], 7)
        results.scenarios.append(result)
    results.micro.append(MicroResult("rows", "window <1>", 3.25, {"row": 3.25}))
    return results


def passes(before: Results, after: Results) -> bool:
    with contextlib.redirect_stdout(io.StringIO()):
        return print_differences(compare(before, after))


class Comparing(unittest.TestCase):
    def test_a_run_is_no_regression_of_itself(self) -> None:
        self.assertTrue(passes(run_with(50_000), run_with(50_000)))

    def test_files_with_nothing_in_common_or_other_amounts_of_work_are_refused(self) -> None:
        one, other = run_with(50_000), run_with(50_000)
        other.scenarios, other.micro = [], []
        with self.assertRaises(ValueError):
            compare(one, other)
        other = run_with(50_000)
        other.scenarios[0].rows += 1
        with self.assertRaises(ValueError):
            compare(one, other)

    def test_a_fifth_more_is_a_regression(self) -> None:
        self.assertFalse(passes(run_with(50_000), run_with(60_000)))

    def test_a_fifth_less_is_none(self) -> None:
        self.assertTrue(passes(run_with(60_000), run_with(50_000)))

    def test_what_is_within_noise_is_none(self) -> None:
        noisy = run_with(50_000)
        for result in noisy.scenarios:
            costs = (40_000, 50_000, 62_000, 41_000, 60_000)
            result.programs["tusk"].samples = [Sample(cost, cost, 1000) for cost in costs]
        self.assertTrue(passes(noisy, run_with(60_000)))

    def test_more_memory_is_a_regression(self) -> None:
        self.assertFalse(passes(run_with(50_000), run_with(50_000, memory=3000)))


class Keeping(unittest.TestCase):
    def test_results_come_back_from_their_file_as_they_were(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "results" / "a.json"
            kept = run_with(50_000, spread=0.1)
            kept.save(path)
            self.assertEqual(Results.load(path), kept)

    def test_a_file_that_is_none_of_ours_is_refused(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "a.json"
            path.write_text("[]")
            with self.assertRaises(ValueError):
                Results.load(path)

    def test_programs_that_read_different_values_end_the_run(self) -> None:
        result = ScenarioResult("rows", 1, 1)
        take(result, "tusk", "abc")
        with self.assertRaises(Disagreement):
            take(result, "libpq", "abd")


class Drawing(unittest.TestCase):
    def test_the_sheet_is_well_formed_and_has_every_chart(self) -> None:
        drawn = ElementTree.fromstring(sheet.draw(run_with(50_000)))
        cards = [one for one in drawn.iter() if one.get("class") == "card"]
        self.assertEqual(len(cards), sum(len(scenario.charts) for scenario in scenarios.SCENARIOS))

    def test_the_page_asks_for_nothing_from_the_network(self) -> None:
        drawn = page.draw(run_with(50_000))
        for reference in ("src=", "href=", "url(", "@import"):
            self.assertNotIn(reference, drawn)

    def test_names_of_benchmarks_are_escaped(self) -> None:
        self.assertIn("window &lt;1&gt;", page.draw(run_with(50_000)))

    def test_a_goal_is_missed_by_a_hundredth(self) -> None:
        chart = scenarios.Chart(ratio_goal=0.50)
        self.assertTrue(goal_is_met(chart, run_with(50_400).scenarios[0]))
        self.assertFalse(goal_is_met(chart, run_with(51_000).scenarios[0]))


if __name__ == "__main__":
    unittest.main()
