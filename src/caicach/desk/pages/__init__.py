"""What the pages of this app show."""

from caicach.desk.pages.dashboard import DashboardPage
from caicach.desk.pages.desk import DeskPage, desk_page
from caicach.desk.pages.first_steps import FirstStepsPage
from caicach.desk.pages.search import SearchPage

__all__ = ["DashboardPage", "DeskPage", "FirstStepsPage", "SearchPage", "desk_page"]
