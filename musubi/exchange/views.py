from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from musubi.entries.views import common_facts, fact, joined, shared_context, taking_part
from musubi.exchange.models import Need, Solution
from musubi.matching.pages import blocks
from musubi.ui import cldr


@require_safe
def need(request, slug):
    need = get_object_or_404(
        Need.objects.public()
        .select_related("owner__country", "stage")
        .prefetch_related("concepts", "groups", "criteria"),
        slug=slug,
    )
    city = need.owner
    facts = [
        fact(_("City"), str(city), url=city.get_absolute_url(), note=str(city.country)),
        fact(_("Stage"), str(need.stage or "")),
        *common_facts(need),
        fact(_("The city's own project"), need.project_name),
        fact(_("As of"), cldr.year(need.year) if need.year else ""),
    ]
    context = shared_context(need) | {"facts": facts, "tie_blocks": blocks(need)}
    return render(request, "exchange/need.html", context)


@require_safe
def solution(request, slug):
    solution = get_object_or_404(
        Solution.objects.public()
        .select_related("owner__country")
        .prefetch_related("concepts", "groups"),
        slug=slug,
    )
    company = solution.owner
    facts = [
        fact(
            _("Offered by"),
            str(company),
            url=company.get_absolute_url(),
            note=str(company.country),
        ),
        fact(_("In use in"), joined(solution.countries.all())),
        *common_facts(solution),
        fact(_("As of"), cldr.year(solution.year) if solution.year else ""),
    ]
    return render(
        request,
        "exchange/solution.html",
        shared_context(solution)
        | taking_part(solution)
        | {"facts": facts, "tie_blocks": blocks(solution)},
    )
