"""Templates are written with line breaks and indents for those who read them; pages go without."""

import re

from django.template.loaders.app_directories import Loader as AppDirectories


class Loader(AppDirectories):
    """Finds templates in the apps, and folds every run of blanks at a line's end into one break.

    A line break shows as one blank, as the run did, so that no page looks different. Where
    blanks count (`<pre>`, `<textarea>`), keep the text in one line.
    """

    def get_contents(self, origin):
        return re.sub(r"\s*\n\s*", "\n", super().get_contents(origin))
