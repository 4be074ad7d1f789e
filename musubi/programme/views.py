from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.views import fact, in_english, joined, shared_context, taking_part
from musubi.programme.models import Project
from musubi.ui import cldr


@require_safe
def project(request, slug):
    project = get_object_or_404(
        Project.objects.public().select_related("owner__country", "phase", "programme_group"),
        slug=slug,
    )
    context = shared_context(project) | taking_part(project)
    facts = [
        fact(_("Programme"), str(project.programme_group), note=in_english([project.programme])[0]),
        fact(_("Country"), joined(project.countries.all())),
        fact(_("Place"), joined(in_english([project.place]))),
        fact(_("Stage"), str(project.phase), note=_stage(project)),
        fact(_("Years"), _years(project)),
    ]
    return render(request, "programme/project.html", context | {"facts": facts})


def _stage(project):
    """The stage in the words of the source, where they say more than the phase does."""
    phase = project.phase.label.shown_in("en").text
    return joined(in_english([project.stage])) if project.stage != phase.casefold() else ""


def _years(project):
    """The years as far as they are known; an end that nobody states stays open."""
    started, ended = project.started_year, project.ended_year
    if started and ended:
        return cldr.year_range(started, ended)
    if started:
        return _("since %(year)s") % {"year": cldr.year(started)}
    if ended:
        return _("until %(year)s") % {"year": cldr.year(ended)}
    return ""
