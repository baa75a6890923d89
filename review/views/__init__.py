"""Pages of a plan's way to KDD and of what is said of it: fetch and authorise, form, service, message, redirect."""

from review.views.case import case_document
from review.views.comments import (
    answer_comment,
    comments,
    confirm_part,
    edit_comment,
    new_comment,
    remove_comment,
    reopen_comment,
    resolve_comment,
    restore_comment,
)
from review.views.council import council_package
from review.views.kdd import examine_plan, queue, seen
from review.views.payouts import payouts_csv, payouts_page, payouts_xlsx
from review.views.pilots import pilots_csv, pilots_page, pilots_xlsx
from review.views.signed import signed_file, upload_signed
from review.views.verify import verify_file
from review.views.versions import compare_versions, version, version_file, versions
from review.views.way import answer, move, way

__all__ = [
    "answer",
    "answer_comment",
    "case_document",
    "comments",
    "compare_versions",
    "confirm_part",
    "council_package",
    "edit_comment",
    "examine_plan",
    "move",
    "new_comment",
    "payouts_csv",
    "payouts_page",
    "payouts_xlsx",
    "pilots_csv",
    "pilots_page",
    "pilots_xlsx",
    "queue",
    "remove_comment",
    "reopen_comment",
    "resolve_comment",
    "restore_comment",
    "seen",
    "signed_file",
    "upload_signed",
    "verify_file",
    "version",
    "version_file",
    "versions",
    "way",
]
