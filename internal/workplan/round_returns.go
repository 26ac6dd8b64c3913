package workplan

import (
	"cmp"
	"slices"
	"time"
)

// ReturnKind says what a lead sent for an item in a round.
type ReturnKind string

// A return is an update, a nil return ("nothing to report") or, visibly, nothing: none while it is owed, lapsed where it is owed no longer, because
// its item was completed, withdrawn or carried over within the round before the lead had answered.
const (
	ReturnUpdate ReturnKind = "update"
	ReturnNil    ReturnKind = "nil_return"
	ReturnNone   ReturnKind = "none"
	ReturnLapsed ReturnKind = "lapsed"
)

// ReturnKinds lists the kinds of return.
var ReturnKinds = []ReturnKind{ReturnUpdate, ReturnNil, ReturnNone, ReturnLapsed}

// Return is what one lead owes a round on one item, and what came of it. It is never stored: it is found among the lead's updates. AnsweredAt is
// when the first of them was recorded, Update the number of the last that counts; both are zero for none. Late means answered after the due day.
// LapsedOn is the day from which a lapsed return was owed no longer, that on which its item took the status in which it stands; "" for the others.
type Return struct {
	Item       ActionItem
	Lead       string
	Kind       ReturnKind
	Update     int
	AnsweredAt time.Time
	Late       bool
	LapsedOn   Date
}

// RoundSource is everything that the returns of a round are found in: the plans it asks about and their items as they stood on the day that counts, and
// by item the updates recorded by then. The round takes what was recorded from Begins until Ends, which is late from LateFrom on.
type RoundSource struct {
	Round    ReportingRound
	State    RoundState
	View     View
	Plans    []WorkPlan
	Items    []ActionItem
	History  map[int64][]StatusUpdate
	Begins   time.Time
	LateFrom time.Time
	Ends     time.Time
}

// During is the view in which a round is to be read by one who asks for a view at a moment, and the first moment whose records do not count any
// more. A round that is over is read as it was known when it ended: what is recorded later changes nothing in it. What was recorded may lie a little
// ahead of the clock, and counts.
func (r ReportingRound) During(v View, now time.Time, zone *time.Location) (View, time.Time) {
	ends, last := r.Ends(zone), r.LastDay(zone)
	until, over := minTime(v.AsOf.Ends(zone), ends), v.AsOf > last || r.EndedAt != nil || !now.Before(ends)
	if !v.KnownAt.IsZero() {
		over = over && !v.KnownAt.Before(ends)
		until = minTime(until, v.KnownAt.Add(time.Microsecond))
	}
	if v.AsOf > last {
		v.AsOf, v.Current = last, false
	}
	if over {
		v.KnownAt, v.Current = ends.Add(-time.Microsecond), false
	}
	return v, until
}

func minTime(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Returns lists what is owed, by plan, item and lead. Each lead of an open item owes one return on it, of a continuing item too, and each of several
// leads its own; who leads is judged on the day that counts, so that an item added or handed over during the round is owed by who leads it then. What
// was owed does not vanish: an item that was completed, withdrawn or carried over within the round is told of with the returns that came before, and
// with those that did not as lapsed. In a reading of the time before, by as_of or known_at, these are still owed; an item reopened is owed again.
func (src RoundSource) Returns() []Return {
	var list []Return
	for _, item := range src.Items {
		var lapsedOn Date
		if !item.Status.Open() {
			if lapsedOn = src.closedOn(item); lapsedOn == "" {
				continue
			}
		}
		for _, lead := range item.Leads {
			r := src.answer(item, lead)
			if lapsedOn != "" && r.Kind == ReturnNone {
				r.Kind, r.LapsedOn = ReturnLapsed, lapsedOn
			}
			list = append(list, r)
		}
	}
	slices.SortStableFunc(list, func(a, b Return) int {
		return cmp.Or(cmp.Compare(a.Item.Plan, b.Item.Plan), cmp.Compare(a.Item.RefKey, b.Item.RefKey), cmp.Compare(a.Lead, b.Lead))
	})
	return list
}

// closedOn is the day with effect from which an item was closed by what was recorded within the round, "" where it was closed before the round began. A
// correction made within the round closes nothing that was closed already by what it corrects.
func (src RoundSource) closedOn(item ActionItem) Date {
	byNumber := map[int]StatusUpdate{}
	for _, u := range src.History[item.ID] {
		byNumber[u.Number] = u
	}
	closing := byNumber[item.StatusUpdate]
	if !src.counts(closing) {
		return ""
	}
	for u := closing; u.Corrects > 0 && u.Corrects < u.Number; {
		u = byNumber[u.Corrects]
		if u.RecordedAt.Before(src.Begins) && u.Status != "" && !u.Status.Open() {
			return ""
		}
	}
	return closing.EffectiveOn
}

func (src RoundSource) counts(u StatusUpdate) bool {
	return !u.RecordedAt.Before(src.Begins) && u.RecordedAt.Before(src.Ends)
}

// answer finds the return of a lead on an item: the reports made for it and recorded within the round, whatever day they say they are true on. A
// correction stands for what it corrects, and is no answer where that was reported before the round.
func (src RoundSource) answer(item ActionItem, lead string) Return {
	r := Return{Item: item, Lead: lead, Kind: ReturnNone}
	byNumber, replaced := map[int]StatusUpdate{}, map[int]bool{}
	for _, u := range src.History[item.ID] {
		if u.RecordedAt.Before(src.Ends) {
			byNumber[u.Number] = u
			replaced[u.Corrects] = true
		}
	}
	for _, u := range byNumber {
		if u.Lead != lead || !u.Kind.Reports() || !src.counts(rootOf(u, byNumber)) {
			continue
		}
		if r.AnsweredAt.IsZero() || u.RecordedAt.Before(r.AnsweredAt) {
			r.AnsweredAt, r.Late = u.RecordedAt, !u.RecordedAt.Before(src.LateFrom)
		}
		if replaced[u.Number] {
			continue
		}
		if r.Update = max(r.Update, u.Number); u.Kind == UpdateProgress {
			r.Kind = ReturnUpdate
		} else if r.Kind == ReturnNone {
			r.Kind = ReturnNil
		}
	}
	return r
}

// rootOf is the update that a correction, or a correction of a correction, first replaced; the update itself where it corrects none.
func rootOf(u StatusUpdate, byNumber map[int]StatusUpdate) StatusUpdate {
	for u.Corrects > 0 && u.Corrects < u.Number {
		earlier, known := byNumber[u.Corrects]
		if !known {
			return StatusUpdate{}
		}
		u = earlier
	}
	return u
}

// RoundCounts are the numbers of a round. Owed = Answered + Outstanding; Late and Nil are among the answered. Lapsed stands beside them: what was owed
// in the round and is owed no longer, since nobody can answer for it any more, and is neither answered nor missing.
type RoundCounts struct {
	Owed        int
	Answered    int
	Late        int
	Nil         int
	Outstanding int
	Lapsed      int
}

// LeadCounts are the numbers of one lead.
type LeadCounts struct {
	Lead string
	RoundCounts
}

func (c *RoundCounts) add(r Return) {
	if r.Kind == ReturnLapsed {
		c.Lapsed++
		return
	}
	c.Owed++
	if r.Kind == ReturnNone {
		c.Outstanding++
		return
	}
	c.Answered++
	if r.Late {
		c.Late++
	}
	if r.Kind == ReturnNil {
		c.Nil++
	}
}

// CountReturns adds returns up, in all and by lead.
func CountReturns(returns []Return) (RoundCounts, []LeadCounts) {
	var all RoundCounts
	byLead := map[string]*LeadCounts{}
	for _, r := range returns {
		if byLead[r.Lead] == nil {
			byLead[r.Lead] = &LeadCounts{Lead: r.Lead}
		}
		all.add(r)
		byLead[r.Lead].add(r)
	}
	leads := make([]LeadCounts, 0, len(byLead))
	for _, l := range byLead {
		leads = append(leads, *l)
	}
	slices.SortFunc(leads, func(a, b LeadCounts) int { return cmp.Compare(a.Lead, b.Lead) })
	return all, leads
}

// Outstanding keeps the returns that have not been made.
func Outstanding(returns []Return) []Return {
	return slices.DeleteFunc(slices.Clone(returns), func(r Return) bool { return r.Kind != ReturnNone })
}
