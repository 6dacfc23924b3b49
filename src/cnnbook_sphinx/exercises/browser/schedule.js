// When a mistake is asked again: FSRS, by the library of its authors, with its own parameters and in
// whole days. One who is asked on the day still remembers, nine times in ten.
"use strict";
cnnbook.schedule = (() => {
  const { Rating, State, createEmptyCard, fsrs } = FSRS;
  const GRADES = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good };
  const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false });

  // The library tells days apart by their dates in UTC: it is given the dates of the reader's own.
  const dateOf = (time) => {
    const day = new Date(time);
    return new Date(Date.UTC(day.getFullYear(), day.getMonth(), day.getDate(), 12));
  };

  function cardOf({ stability, difficulty, reviewed, reps, lapses }) {
    const card = createEmptyCard(dateOf(reviewed));
    if (!reps) return card;
    return { ...card, stability, difficulty, reps, lapses, state: State.Review, last_review: dateOf(reviewed) };
  }

  // The entry of a mistake after a review of it: `question` of `exercise` was answered at a time, with
  // a grade of GRADES. That it was made again meanwhile is counted first.
  function after(entry, grade, { exercise, question }, now) {
    const time = Math.max(now, entry.reviewed, entry.missed); // a clock may have been put back
    let card = cardOf(entry);
    if (entry.missed) card = scheduler.next(card, dateOf(entry.missed), Rating.Again).card;
    card = scheduler.next(card, dateOf(time), GRADES[grade]).card;
    return cnnbook.mistakes.entry({
      ...card, exercise, question, reviewed: time, changed: time, missed: 0,
      due: cnnbook.mistakes.dayAfter(now, card.scheduled_days),
    });
  }

  return { after, grades: Object.keys(GRADES) };
})();
