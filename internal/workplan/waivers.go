package workplan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Subject is what a finding of the plan check is about: an item where Ref is given, an objective where Objective is, otherwise the plan.
type Subject struct {
	Ref       string
	Objective int
}

// String is the subject in words: "item 2.1", "objective 3", "plan". [ParseSubject] reads it back.
func (s Subject) String() string {
	switch {
	case s.Ref != "":
		return "item " + s.Ref
	case s.Objective > 0:
		return "objective " + itoa(s.Objective)
	default:
		return "plan"
	}
}

// said is the subject within a sentence.
func (s Subject) said() Sentence {
	switch {
	case s.Ref != "":
		return Say("item %s", s.Ref)
	case s.Objective > 0:
		return Say("objective %d", s.Objective)
	default:
		return Say("plan")
	}
}

// ParseSubject reads a subject as [Subject.String] writes it; false where it is none.
func ParseSubject(text string) (Subject, bool) {
	if ref, ok := strings.CutPrefix(text, "item "); ok {
		return Subject{Ref: ref}, ValidRef(ref)
	}
	if number, ok := strings.CutPrefix(text, "objective "); ok {
		n, err := strconv.Atoi(number)
		return Subject{Objective: n}, err == nil && numberForm.MatchString(number)
	}
	return Subject{}, text == "plan"
}

// Waiver is the decision that a finding of the plan check is to be lived with: append-only, numbered within its plan. It takes the finding of
// one rule on one subject out of the count, not out of the annex, from EffectiveOn on and up to the last day of Until, where that is given.
type Waiver struct {
	ID         int64
	Plan       string
	Number     int
	MadeBy     string
	RecordedAt time.Time
	WaiverContent
}

// WaiverContent is what a waiver says. Ref and Objective name its [Subject].
type WaiverContent struct {
	Rule        string
	Ref         string
	Objective   int
	Reason      string
	EffectiveOn Date
	Until       Date
}

// Subject is what the waived finding is about.
func (w WaiverContent) Subject() Subject { return Subject{w.Ref, w.Objective} }

// Name is the waiver's natural key across plans, such as "wg-tip-2021-23/3".
func (w Waiver) Name() string { return fmt.Sprintf("%s/%d", w.Plan, w.Number) }

// Withdrawal ends a waiver from EffectiveOn on, for good. Like the waiver it is append-only, and a waiver has one at most. Number is the
// waiver's.
type Withdrawal struct {
	ID          int64
	Plan        string
	Number      int
	WithdrawnBy string
	RecordedAt  time.Time
	WithdrawalContent
}

// WithdrawalContent is what a withdrawal says.
type WithdrawalContent struct {
	Reason      string
	EffectiveOn Date
}

// WaiverState says whether a waiver counts.
type WaiverState string

// A waiver counts while it is in force: not after its last day (lapsed), nor from the day on which it was withdrawn.
const (
	WaiverInForce   WaiverState = "in_force"
	WaiverLapsed    WaiverState = "lapsed"
	WaiverWithdrawn WaiverState = "withdrawn"
)

// WaiverStates lists the states of a waiver.
var WaiverStates = []WaiverState{WaiverInForce, WaiverLapsed, WaiverWithdrawn}

// WaiverReading is a waiver as it stood in a view, with its withdrawal where that had been recorded and was in effect by then.
type WaiverReading struct {
	Waiver
	State      WaiverState
	Withdrawal *Withdrawal
}

// ReplayWaivers gives the waivers that had been recorded and were in effect in the view, as they stood in it, by number.
func ReplayWaivers(waivers []Waiver, withdrawals []Withdrawal, v View) []WaiverReading {
	ended := map[int]*Withdrawal{}
	for n, w := range withdrawals {
		if v.Knows(w.RecordedAt) && v.Holds(w.EffectiveOn) {
			ended[w.Number] = &withdrawals[n]
		}
	}
	readings := make([]WaiverReading, 0, len(waivers))
	for _, w := range waivers {
		if !v.Knows(w.RecordedAt) || !v.Holds(w.EffectiveOn) {
			continue
		}
		r := WaiverReading{Waiver: w, State: WaiverInForce, Withdrawal: ended[w.Number]}
		if w.Until != "" && w.Until < v.AsOf {
			r.State = WaiverLapsed
		}
		if r.Withdrawal != nil {
			r.State = WaiverWithdrawn
		}
		readings = append(readings, r)
	}
	slices.SortFunc(readings, func(a, b WaiverReading) int { return cmp.Compare(a.Number, b.Number) })
	return readings
}

// NewWaiver is a waiver to be made. Subject is in the words of a finding; EffectiveOn is today where it is not given, and lies earlier where
// the plan is also to be read as of earlier days.
type NewWaiver struct {
	Rule        string
	Subject     string
	Reason      string
	EffectiveOn Date
	Until       Date
}

// Faults lists the broken rules of a new waiver made today.
func (w NewWaiver) Faults(today Date) Faults {
	var f Faults
	if _, known := RuleOfCheck(w.Rule); !known {
		f.Add("/rule", "unknown", "the plan check has no rule %q; it has %s", w.Rule, Listed[string](CheckRuleIDs()))
	}
	if _, ok := ParseSubject(w.Subject); !ok {
		f.Add("/subject", "bad_subject", "must be plan, or item and its ref such as \"item 2.1\", or objective and its number such as \"objective 3\"")
	}
	f.reason(w.Reason, Say("say why the finding is to be lived with"))
	f.effective(w.EffectiveOn, today)
	if f.date("/until", w.Until); w.Until != "" && w.Until < cmp.Or(w.EffectiveOn, today) {
		f.Add("/until", "out_of_order", "%s lies before the waiver begins, %s", w.Until, cmp.Or(w.EffectiveOn, today))
	}
	return f
}

// Content is the waiver's content, made today.
func (w NewWaiver) Content(today Date) WaiverContent {
	s, _ := ParseSubject(w.Subject) // as Faults has checked
	return WaiverContent{Rule: w.Rule, Ref: s.Ref, Objective: s.Objective, Reason: w.Reason, EffectiveOn: cmp.Or(w.EffectiveOn, today), Until: w.Until}
}

// Faults lists the broken rules of a withdrawal of the waiver made today.
func (w WithdrawalContent) Faults(of Waiver, today Date) Faults {
	var f Faults
	f.reason(w.Reason, Say("say why the waiver is withdrawn"))
	f.effective(w.EffectiveOn, today)
	if w.EffectiveOn != "" && w.EffectiveOn < of.EffectiveOn {
		f.Add("/effective_on", "out_of_order", "%s lies before the waiver begins, %s", w.EffectiveOn, of.EffectiveOn)
	}
	return f
}

func (f *Faults) reason(text string, hint Sentence) {
	if blank(text) {
		f.Add("/reason", "required", "%s", hint)
	}
	f.text("/reason", text)
}

func (f *Faults) effective(on, today Date) {
	if f.date("/effective_on", on); on > today {
		f.Add("/effective_on", "in_future", "%s lies in the future; today is %s", on, today)
	}
}
