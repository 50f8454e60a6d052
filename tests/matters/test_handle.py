"""Units at work: sign, note, answer; the check; and one more round."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from linli.core.intents import IntentConflict
from linli.core.models import Attachment, Entry
from linli.duties import reads as duties
from linli.matters import actions
from linli.matters.errors import Moved, NothingSaid, TooManyPhotos, TooManyWords
from linli.matters.models import Check, Note, Photo
from linli.matters.rules import PHOTOS_LIMIT, WORDS_LIMIT, OrderStage, Stage
from tests.matters.steps import LATER, accepted, answered, nothing_written, order_in, photo
from tests.town import T0, Town, answer


def two_orders(town: Town):
    matter = accepted(town)
    lead, assist = actions.dispatch(by=town.mei, matter=matter, lead=town.cleaners, assisting=[town.water], at=T0)
    actions.sign(by=town.guan, order=lead, at=T0)
    actions.sign(by=town.shui, order=assist, at=T0)
    return matter, lead, assist


def test_the_first_note_says_that_the_work_began(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    first, second = photo(), photo()
    note = actions.note(by=town.guan, order=order, words=" 到场查看 ", photos=[first, second], at=LATER)
    order.refresh_from_db()
    assert (order.stage, note.words) == (OrderStage.IN_HAND, "到场查看")
    assert list(note.photos.order_by("order").values_list("attachment", "phase", "matter")) == [
        (first.pk, Photo.Phase.BEFORE, order.matter_id),
        (second.pk, Photo.Phase.BEFORE, order.matter_id),
    ]
    actions.note(by=town.guan, order=order, words="", photos=[photo()], at=LATER)
    assert order.notes.count() == 2
    assert Entry.objects.about(order).filter(verb="matters.order_noted").count() == 2


@pytest.mark.parametrize("stage", [OrderStage.DISPATCHED, OrderStage.DONE, OrderStage.CANCELLED])
def test_nothing_is_noted_before_signing_or_after_the_end(town: Town, stage: OrderStage) -> None:
    order = order_in(town, stage)
    with nothing_written(Moved):
        actions.note(by=town.guan, order=order, words="到场", at=LATER)


def test_an_order_cancelled_meanwhile_takes_no_note(town: Town) -> None:
    order = order_in(town, OrderStage.IN_HAND)
    actions.withdraw(reporter=order.matter.reporters.get(), at=T0)
    with nothing_written(Moved):
        actions.note(by=town.guan, order=order, words="到场", at=LATER)  # the worker's page is older


def test_a_note_sent_twice_by_a_phone_that_was_offline_is_one_note(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    intent = uuid4()
    notes = [actions.note(by=town.guan, order=order, words="到场", at=LATER, intent=intent) for _ in range(3)]
    assert {note.pk for note in notes} == {Note.objects.get().pk}
    with nothing_written(IntentConflict):
        actions.note(by=town.guan, order=order, words="另一句", at=LATER, intent=intent)


def test_notes_and_answers_have_words_and_not_too_many(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    with nothing_written(NothingSaid):
        actions.note(by=town.guan, order=order, words=" ", at=LATER)
    with nothing_written(TooManyWords):
        actions.note(by=town.guan, order=order, words="长" * (WORDS_LIMIT + 1), at=LATER)
    with nothing_written(NothingSaid):
        actions.finish(by=town.guan, order=order, answer=answer(" "), at=LATER)
    with nothing_written(TooManyWords):
        actions.finish(by=town.guan, order=order, answer=answer("长" * (WORDS_LIMIT + 1)), at=LATER)


def test_too_many_photos_leave_the_order_as_it_was(town: Town) -> None:
    order = order_in(town, OrderStage.SIGNED)
    many = [photo() for _ in range(PHOTOS_LIMIT + 1)]
    with nothing_written(TooManyPhotos):
        actions.note(by=town.guan, order=order, words="到场", photos=many, at=LATER)
    order.refresh_from_db()
    with nothing_written(TooManyPhotos):
        actions.finish(by=town.guan, order=order, answer=answer("已清运", many), at=LATER)
    assert not Attachment.objects.exists()


def test_the_photos_of_an_answer_show_it_afterwards(town: Town) -> None:
    order = order_in(town, OrderStage.IN_HAND)
    actions.finish(by=town.guan, order=order, answer=answer("已清运", [photo()]), at=LATER)
    shown = Photo.objects.get()
    assert (shown.phase, shown.answer, shown.matter) == (Photo.Phase.AFTER, order.answers.get(), order.matter)


# -- the check and the next round -----------------------------------------------------------------------------------


def test_a_check_that_passes_closes_and_is_kept(town: Town) -> None:
    matter = answered(town)
    actions.close(by=town.wang, matter=matter, words="现场已干净", photos=[photo()], at=LATER)
    check = Check.objects.get()
    assert (check.passed, check.round, check.by) == (True, 1, town.wang)
    assert matter.closed_at == LATER
    assert Photo.objects.get().phase == Photo.Phase.CHECKED
    assert Entry.objects.about(matter).get(verb="matters.closed").params == {"by_check": True, "round": 1}


def test_rework_is_a_new_round_with_a_new_promise_for_the_lead_alone(town: Town) -> None:
    matter, lead, assist = two_orders(town)
    actions.finish(by=town.shui, order=assist, answer=answer("水已关"), at=T0)
    actions.finish(by=town.guan, order=lead, answer=answer("已清运"), at=T0)
    matter.refresh_from_db()
    actions.send_back(by=town.mei, matter=matter, words="桶还是满的", at=T0 + timedelta(days=1))
    lead.refresh_from_db()
    assist.refresh_from_db()
    assert (matter.round, matter.stage, matter.answered_at) == (2, Stage.HANDLING, None)
    assert matter.due_at == T0 + timedelta(days=1, hours=5, minutes=30)
    assert (lead.stage, lead.due_at, lead.done_at) == (OrderStage.IN_HAND, matter.due_at, None)
    assert assist.stage == OrderStage.DONE
    assert list(Check.objects.values_list("round", "passed")) == [(1, False)]
    assert Entry.objects.about(matter).get(verb="matters.sent_back").params["due_at"] == matter.due_at.isoformat()

    actions.finish(by=town.guan, order=lead, answer=answer("又清运一次"), at=T0 + timedelta(days=1))
    matter.refresh_from_db()
    assert matter.stage == Stage.ANSWERED
    assert list(lead.answers.order_by("round").values_list("round", "words")) == [(1, "已清运"), (2, "又清运一次")]


def test_rework_says_what_is_wrong(town: Town) -> None:
    matter = answered(town)
    with nothing_written(NothingSaid):
        actions.send_back(by=town.wang, matter=matter, words="", at=LATER)
    with nothing_written(TooManyWords):
        actions.send_back(by=town.wang, matter=matter, words="长" * 301, at=LATER)
    with nothing_written(TooManyWords):
        actions.close(by=town.wang, matter=matter, words="长" * 301, at=LATER)


def test_rework_of_a_kind_that_ended_keeps_the_old_limit(town: Town) -> None:
    matter = answered(town)
    town.rubbish.rows.update(valid_to=T0.date() + timedelta(days=1))
    duties.kept.forget()
    actions.send_back(by=town.wang, matter=matter, words="桶还是满的", at=T0 + timedelta(days=2))
    assert matter.due_at == T0 + timedelta(days=2, hours=5, minutes=30)
