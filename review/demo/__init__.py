"""Demo data: the real pilots and figures of `fixtures/`, read in through the same services that people use."""

from review.demo.approved import approve
from review.demo.next_plans import load_next_plan
from review.demo.people import DEMO_PEOPLE, load_people
from review.demo.plans import load_plan
from review.demo.registers import load_registers

__all__ = ["DEMO_PEOPLE", "approve", "load_next_plan", "load_people", "load_plan", "load_registers"]
