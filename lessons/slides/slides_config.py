"""A lesson as slides: jupyter nbconvert --to slides --execute --config lessons/slides/slides_config.py NOTEBOOK

What becomes a slide follows from what a cell is for, so that a lesson needs no marks of its own: text with a heading
begins one, code stands on the slide of the text before it, an observation appears with the next key press, and hints and
solutions are left out. Of a prediction and an observation only what the cell shows is there: the question with its letters.
"""

from pathlib import Path

from nbconvert.preprocessors import Preprocessor

c = get_config()  # noqa: F821, nbconvert puts it there

LEFT_OUT = {"hint-1", "hint-2", "solution"}
LATER = {"observe", "check"}
BESIDE = {"explain", "modify"}
SHOWN_ONLY = {"predict", "observe"}


class SlidesFromTags(Preprocessor):
    """Says of each cell which part of a slide it is."""

    def preprocess(self, notebook, resources):
        for cell in notebook.cells:
            tag = next(iter(cell.metadata.get("tags", [])), "")
            cell.metadata["slideshow"] = {"slide_type": self.slide_type(cell, tag)}
            if tag in SHOWN_ONLY and cell.get("outputs"):
                cell.metadata["transient"] = {"remove_source": True}
        return notebook, resources

    @staticmethod
    def slide_type(cell, tag):
        if tag in LEFT_OUT:
            return "skip"
        if tag in LATER:
            return "fragment"
        if cell.cell_type == "markdown" and cell.source.lstrip().startswith("#"):
            return "subslide" if tag in BESIDE else "slide"
        return "-"


c.SlidesExporter.preprocessors = [SlidesFromTags]
c.SlidesExporter.extra_template_basedirs = [str(Path(__file__).parent)]
c.SlidesExporter.template_name = "juggler"
c.SlidesExporter.reveal_url_prefix = "https://unpkg.com/reveal.js@4.6.1"
# Its letters are in its folder; others load them from elsewhere.
c.SlidesExporter.reveal_theme = "white"
# As wide as a drawing with its table.
c.SlidesExporter.reveal_width = "1280"
c.SlidesExporter.reveal_height = "800"
c.SlidesExporter.exclude_input_prompt = True
c.SlidesExporter.exclude_output_prompt = True
c.ExecutePreprocessor.timeout = 120
