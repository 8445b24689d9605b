"""What the pages of this app show."""

from caicach.desk.pages.board import BoardPage
from caicach.desk.pages.card import CardPage, card_facts
from caicach.desk.pages.dashboard import DashboardPage
from caicach.desk.pages.desk import DeskPage, desk_page
from caicach.desk.pages.first_steps import FirstStepsPage
from caicach.desk.pages.search import SearchPage

__all__ = [
    "BoardPage",
    "CardPage",
    "DashboardPage",
    "DeskPage",
    "FirstStepsPage",
    "SearchPage",
    "card_facts",
    "desk_page",
]
