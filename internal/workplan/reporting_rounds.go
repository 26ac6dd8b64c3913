package workplan

import (
	"slices"
	"time"
)

// ReportingRound is a time in which the leads of a body are asked to report, mostly before a meeting, numbered across bodies: it opens on a
// day, returns are due by the end of another, and it closes at the end of a third. Calendar days are those of the service's time zone.
type ReportingRound struct {
	Stamp
	Number int
	Body   string
	RoundContent
	RoundEnd
}

// RoundContent is what those who run a round may edit until it is over. Plans are the codes of the plans that it asks about, all endorsed plans of
// the body where it names none. Reminders and Escalation are days such as "opens" or "due-14d" (see [DayOf]): on each of Reminders those who still owe a
// return get a digest, on Escalation the secretariat gets the list of who has not answered. DateReason says why the dates were moved once it had
// opened.
type RoundContent struct {
	Meeting    string
	Opens      Date
	Due        Date
	Closes     Date
	DateReason string
	Plans      List
	Reminders  List
	Escalation string
	Note       string
}

// RoundEnd is how a round was ended before its last day was over: closed early, or cancelled, which makes it count for nothing. EndedAt is nil
// where neither was done.
type RoundEnd struct {
	Ending    RoundEnding
	EndedAt   *time.Time
	EndReason string
}

// RoundEnding is the act that ends a round before its time.
type RoundEnding string

// The endings.
const (
	EndedEarly RoundEnding = "closed"
	Cancelled  RoundEnding = "cancelled"
)

// RoundInFull is what the content log replays.
type RoundInFull struct {
	RoundContent
	RoundEnd
}

// InFull is the round's content as logged.
func (r ReportingRound) InFull() RoundInFull { return RoundInFull{r.RoundContent, r.RoundEnd} }

// RoundState says where a round stands on a day.
type RoundState string

// A round is planned before it opens, open until it is due, overdue until it closes, then closed; a cancelled one counts for nothing.
const (
	RoundPlanned   RoundState = "planned"
	RoundOpen      RoundState = "open"
	RoundOverdue   RoundState = "overdue"
	RoundClosed    RoundState = "closed"
	RoundCancelled RoundState = "cancelled"
)

// RoundStates lists the states of a round.
var RoundStates = []RoundState{RoundPlanned, RoundOpen, RoundOverdue, RoundClosed, RoundCancelled}

// Running says whether returns are taken.
func (s RoundState) Running() bool { return s == RoundOpen || s == RoundOverdue }

// State is where the round stands on a day.
func (r ReportingRound) State(on Date) RoundState {
	switch {
	case r.Ending == Cancelled:
		return RoundCancelled
	case r.Ending == EndedEarly || on > r.Closes:
		return RoundClosed
	case on < r.Opens:
		return RoundPlanned
	case on <= r.Due:
		return RoundOpen
	default:
		return RoundOverdue
	}
}

// Begins is the first moment of the round.
func (r ReportingRound) Begins(zone *time.Location) time.Time { return r.Opens.Begins(zone) }

// Ends is the first moment at which the round is over: after its last day, or when it was ended.
func (r ReportingRound) Ends(zone *time.Location) time.Time {
	if r.EndedAt != nil {
		return *r.EndedAt
	}
	return r.Closes.Ends(zone)
}

// LateFrom is the first moment at which a return is late: after the day on which it was due.
func (r ReportingRound) LateFrom(zone *time.Location) time.Time { return r.Due.Ends(zone) }

// LastDay is the last day on which the round takes returns.
func (r ReportingRound) LastDay(zone *time.Location) Date {
	if r.EndedAt != nil {
		return min(r.Closes, DateOf(r.EndedAt.In(zone)))
	}
	return r.Closes
}

// AsksAbout says whether the round asks about a plan of its body.
func (r ReportingRound) AsksAbout(plan WorkPlan) bool {
	return plan.Body == r.Body && plan.Status != PlanDraft && (len(r.Plans) == 0 || r.Plans.Has(plan.Code))
}

// Collides says whether two rounds of a body would ask about the same plan on the same day, so that one report would answer both. A round that was
// ended leaves the day of its end free.
func (r ReportingRound) Collides(o ReportingRound, zone *time.Location) bool {
	if r.Number == o.Number || r.Body != o.Body || r.Ending != "" || o.Ending == Cancelled {
		return false
	}
	last := o.Closes
	if o.EndedAt != nil {
		last = o.LastDay(zone).AddDays(-1)
	}
	if last < r.Opens || r.Closes < o.Opens {
		return false
	}
	return len(r.Plans) == 0 || len(o.Plans) == 0 || slices.ContainsFunc(r.Plans, o.Plans.Has)
}

// NewRound is a round to be prepared for a body.
type NewRound struct {
	Body string
	RoundContent
}

// Faults lists the broken rules of a new round prepared today. What is over cannot be asked for: the last day must not have passed.
func (r NewRound) Faults(today Date) Faults {
	var f Faults
	f.code("/body", r.Body)
	f = append(f, r.RoundContent.Faults()...)
	if r.Closes != "" && r.Closes.Valid() && r.Closes < today {
		f.Add("/closes", "in_past", "%s has passed; today is %s", r.Closes, today)
	}
	return f
}

const (
	// longestRound is the most days from the first to the last of a round.
	longestRound = 400
	maxReminders = 12
	// LongestEscalation is the most days after a round closes on which its escalation may go out.
	LongestEscalation = 60
	maxPlans          = 50
)

// Faults lists the broken rules of a round's content.
func (r RoundContent) Faults() Faults {
	var f Faults
	if r.Meeting != "" {
		f.code("/meeting", r.Meeting)
	}
	dated := true
	for _, day := range []struct {
		pointer string
		on      Date
	}{{"/opens", r.Opens}, {"/due", r.Due}, {"/closes", r.Closes}} {
		if day.on == "" {
			f.Add(day.pointer, "required", "must be a date such as 2023-11-08")
		}
		f.date(day.pointer, day.on)
		dated = dated && day.on != "" && day.on.Valid()
	}
	if dated {
		f.inOrderOfDays(r)
	}
	f.text("/date_reason", r.DateReason)
	f.codes("/plans", r.Plans, maxPlans)
	f.words("/reminders", r.Reminders, maxReminders)
	for n, word := range r.Reminders {
		f.dayWord("/reminders/"+itoa(n), word)
	}
	if r.Escalation != "" {
		f.dayWord("/escalation", r.Escalation)
		if on, err := r.DayOf(r.Escalation); err == nil && dated && on <= r.Due {
			f.Add("/escalation", "out_of_order", "%s is %s; it must lie after the returns are due, %s", r.Escalation, on, r.Due)
		} else if err == nil && dated && on.DaysAfter(r.Closes) > LongestEscalation {
			f.Add("/escalation", "out_of_range", "%s is %s, more than %d days after the round closes", r.Escalation, on, LongestEscalation)
		}
	}
	f.text("/note", r.Note)
	return f
}

func (f *Faults) inOrderOfDays(r RoundContent) {
	if r.Due < r.Opens {
		f.Add("/due", "out_of_order", "%s lies before the round opens, %s", r.Due, r.Opens)
	}
	if r.Closes < r.Due {
		f.Add("/closes", "out_of_order", "%s lies before the returns are due, %s", r.Closes, r.Due)
	}
	if r.Closes.DaysAfter(r.Opens) > longestRound {
		f.Add("/closes", "out_of_range", "lies more than %d days after the round opens, %s", longestRound, r.Opens)
	}
}

func (f *Faults) dayWord(pointer, word string) {
	if _, err := (RoundContent{Opens: "2024-01-31", Due: "2024-01-31", Closes: "2024-01-31"}).DayOf(word); err != nil && !blank(word) {
		f.Add(pointer, "bad_day", notADayWord, word)
	}
}

// Moved judges an edit of a round made on a day. Before it opens, all may be changed. Once it has opened its first day stays, and whoever moves the
// day on which returns are due, or its last, says why in date_reason; none of these may then lie in the past. What is over is not edited.
func (r ReportingRound) Moved(to RoundContent, today Date) (Faults, error) {
	var f Faults
	switch state := r.State(today); {
	case state == RoundClosed || state == RoundCancelled:
		return nil, Clash("round-over", "Round %d is %s, and what it found stays as it is. Prepare another round instead.", r.Number, state)
	case state == RoundPlanned:
		if to.Closes < today {
			f.Add("/closes", "in_past", "%s has passed; today is %s", to.Closes, today)
		}
		return f, nil
	}
	if to.Opens != r.Opens {
		f.Add("/opens", "has_opened", "the round opened on %s; that stays", r.Opens)
	}
	for _, day := range []struct {
		pointer  string
		was, now Date
	}{{"/due", r.Due, to.Due}, {"/closes", r.Closes, to.Closes}} {
		if day.now == day.was {
			continue
		}
		if day.now < today {
			f.Add(day.pointer, "in_past", "%s has passed; today is %s. To end the round now, close it", day.now, today)
		}
		if blank(to.DateReason) && !slices.ContainsFunc(f, func(x Fault) bool { return x.Pointer == "/date_reason" }) {
			f.Add("/date_reason", "required", "the round has opened: say why its dates are moved")
		}
	}
	return f, nil
}

// EndRound is the act of closing a round early or cancelling it.
type EndRound struct {
	Ending RoundEnding
	Reason string
}

// Faults lists the broken rules of the end of a round.
func (e EndRound) Faults() Faults {
	var f Faults
	says := Say("say why the round is cancelled")
	if e.Ending == EndedEarly {
		says = Say("say why the round is closed before its last day")
	}
	f.reason(e.Reason, says)
	return f
}

// End judges the end of a round at a moment, on a day: a planned round is cancelled, a running one closed or cancelled, one that is over is left.
func (r ReportingRound) End(e EndRound, at time.Time, today Date) (RoundEnd, error) {
	switch state := r.State(today); {
	case state == RoundClosed || state == RoundCancelled:
		return r.RoundEnd, Clash("already-ended", "Round %d is %s already.", r.Number, state)
	case state == RoundPlanned && e.Ending == EndedEarly:
		return r.RoundEnd, Clash("round-not-open", "Round %d opens on %s. Until then it can be edited or cancelled.", r.Number, r.Opens)
	}
	return RoundEnd{Ending: e.Ending, EndedAt: &at, EndReason: e.Reason}, e.Faults().Err()
}
