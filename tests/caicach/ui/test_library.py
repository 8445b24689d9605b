"""Components with a body and slots."""

import pytest
from django.template import TemplateSyntaxError


def test_a_component_draws_its_body_and_its_slots_in_their_places(draw) -> None:
    drawn = draw('{% panel "Quá hạn" %}thân{% slot "foot" %}chân{% endslot %}{% endpanel %}')

    assert '<div class="panel__body">thân</div>' in drawn
    assert '<div class="panel__foot">chân</div>' in drawn


def test_an_empty_slot_leaves_nothing_behind(draw) -> None:
    assert "panel__foot" not in draw(
        '{% panel "A" %}x{% slot "foot" %}{% if no %}y{% endif %}{% endslot %}{% endpanel %}'
    )


def test_what_is_given_is_escaped(draw) -> None:
    drawn = draw("{% panel title note=title %}{{ title }}{% endpanel %}", title="<b>&")

    assert "<b>&" not in drawn
    assert drawn.count("&lt;b&gt;&amp;") == 3


def test_a_component_sees_only_what_is_handed_to_it(draw) -> None:
    assert "kẻ lạ" not in draw('{% panel "A" %}x{% endpanel %}', note="kẻ lạ", slots={"foot": "kẻ lạ"})


def test_the_body_sees_the_page(draw) -> None:
    assert "của trang" in draw('{% panel "A" %}{{ word }}{% endpanel %}', word="của trang")


def test_a_slot_in_the_wrong_place_is_refused(draw) -> None:
    with pytest.raises(TemplateSyntaxError, match="directly inside"):
        draw('{% panel "A" %}{% if 1 %}{% slot "foot" %}x{% endslot %}{% endif %}{% endpanel %}')


def test_an_unknown_value_is_refused(draw) -> None:
    with pytest.raises(TemplateSyntaxError, match="colour"):
        draw('{% panel "A" colour="red" %}x{% endpanel %}')


def test_a_slot_is_named_in_quotes(draw) -> None:
    with pytest.raises(TemplateSyntaxError, match="quotes"):
        draw("{% panel 'A' %}{% slot foot %}x{% endslot %}{% endpanel %}")
