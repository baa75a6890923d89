"""The year's account of changes, which KDD asks for when a plan is renewed.

New tiltak, changed tiltak with the reason, ended tiltak with a short assessment; with and without state money; and
which other tiltak they came from. Pure: computed from the plan and the one before it, which its value holds.
"""

from reporting.account.entries import Account, Entry, Linked, account
from reporting.account.sentences import differences_in_words, told
from reporting.account.tables import account_tables, overview_table

__all__ = ["Account", "Entry", "Linked", "account", "account_tables", "differences_in_words", "overview_table", "told"]
