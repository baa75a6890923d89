"""Two plans side by side: `compare(old, new)` gives what was added, ended and changed, field by field and in kroner.

Pure: no database, no request. It is used for a year against the year before, for one version against another, and for
«siden sist». How amounts are compared follows from the years of the two plans:

- Every row's money of *the plan's own year* stands against the same row's money of the other plan's own year, source by
  source: the tiltak that had 300 000 kr in 2025 and has 450 000 kr in 2026 has got 150 000 kr more.
- Amounts of years that both plans only foresee (2027 in the plans for 2025 and 2026) stand against each other year by
  year. For two versions of one year's plan that is every year.
- What the older plan foresaw for the newer one's own year stands on the delmål, that year's money on its tiltak. So it
  is compared per delmål and post, in `years_table`, and not row by row.

Comparing the other way round gives the same with before and after changed places; a plan against itself gives nothing.
"""

from reporting.compare.amounts import AmountDifference
from reporting.compare.differences import Comparison, FieldDifference, Name, Part
from reporting.compare.plans import compare
from reporting.compare.totals import comparison_tables, foreseen_money, goals_table, sources_table, years_table

__all__ = [
    "AmountDifference",
    "Comparison",
    "FieldDifference",
    "Name",
    "Part",
    "compare",
    "comparison_tables",
    "foreseen_money",
    "goals_table",
    "sources_table",
    "years_table",
]
