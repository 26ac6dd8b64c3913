package workplan

import (
	"fmt"
	"slices"
	"time"
)

// UpdateKind says what an update is.
type UpdateKind string

// A progress report by a lead; a nil return ("nothing to report", which is not silence); a decision of the co-chairs (withdrawn, reopened,
// reinstated); a carry-over, made only by the carry-over action.
const (
	UpdateProgress  UpdateKind = "progress"
	UpdateNilReturn UpdateKind = "nil_return"
	UpdateDecision  UpdateKind = "decision"
	UpdateCarryOver UpdateKind = "carry_over"
)

// UpdateKinds lists the kinds of update.
var UpdateKinds = []UpdateKind{UpdateProgress, UpdateNilReturn, UpdateDecision, UpdateCarryOver}

// Reports says whether an update of the kind is a lead's: what the co-chairs decide does not make a lead heard.
func (k UpdateKind) Reports() bool { return k == UpdateProgress || k == UpdateNilReturn }

// StatusUpdate is one numbered report on one item: append-only, never edited, never deleted. Lead is the member it speaks for, ReportedBy
// the person who sent it; OnBehalf marks that the secretariat posted it for the lead. Corrects is the number of the update that this one
// replaces, 0 for none. An empty Status leaves the item as it was.
type StatusUpdate struct {
	ID         int64
	ItemID     int64
	Plan       string
	Ref        string
	Number     int
	Lead       string
	OnBehalf   bool
	ReportedBy string
	RecordedAt time.Time
	UpdateContent
}

// UpdateContent is what an update says. Done, NextSteps and Openings are the three things that leads report: what is done, what they
// still plan to do, and where other members can join in.
type UpdateContent struct {
	Kind              UpdateKind
	Status            Status
	Health            Health
	Done              string
	NextSteps         string
	Openings          string
	Reason            string
	CompletedOn       PartialDate
	PlannedCompletion PartialDate
	Evidence          Links
	Corrects          int
	CorrectionReason  string
	Meeting           string
	Audience          Audience
	Source            string
	EffectiveOn       Date
}

// NewStatusUpdate is an update to be posted. Lead names the member it speaks for where the sender could speak for several.
type NewStatusUpdate struct {
	Lead string
	UpdateContent
}

// NeedsOutput says whether the update completes the item without telling of an output itself: then one of the item's deliverables must.
func (u NewStatusUpdate) NeedsOutput() bool {
	return u.Status == StatusCompleted && blank(u.Done) && len(u.Evidence) == 0
}

// Faults lists the broken rules of an update posted today on an item of a plan, of which a deliverable is there to show since a day, "" for none.
func (u NewStatusUpdate) Faults(plan WorkPlan, item ActionItem, today, outputSince Date) Faults {
	var f Faults
	oneOf(&f, "/kind", u.Kind, true, UpdateProgress, UpdateNilReturn)
	oneOf(&f, "/status", u.Status, false, Statuses...)
	oneOf(&f, "/health", u.Health, false, Healths...)
	f.text("/done", u.Done)
	f.text("/next_steps", u.NextSteps)
	f.text("/openings", u.Openings)
	f.text("/reason", u.Reason)
	f.text("/correction_reason", u.CorrectionReason)
	f.text("/source", u.Source)
	f.partial("/planned_completion", u.PlannedCompletion)
	f.links("/evidence", u.Evidence)
	if u.Lead != "" {
		f.code("/lead", u.Lead)
	}
	if u.Meeting != "" {
		f.code("/meeting", u.Meeting)
	}
	oneOf(&f, "/audience", u.Audience, false, Audiences...)
	if parent := item.Audience.Within(plan.Audience); u.Audience.WiderThan(parent) {
		f.Add("/audience", "wider_than_item", "%s is wider than the item's audience, %s", u.Audience, parent)
	} else if slices.Contains(Audiences, u.Audience) && parent.WiderThan(u.Audience) {
		f.factsForFewer(u, parent)
	}
	f.dates(u, plan, item, today)
	f.substance(u, outputSince)
	return f
}

// factsForFewer refuses the facts of the item in an update that not all of the item's readers may read: they show in the item itself.
func (f *Faults) factsForFewer(u NewStatusUpdate, readers Audience) {
	for _, fact := range []struct {
		field  string
		called Sentence
		said   bool
	}{{"status", Say("status"), u.Status != ""}, {"health", Say("health"), u.Health != ""}, {"completed_on", Say("completed on"), u.CompletedOn != ""},
		{"planned_completion", Say("planned completion"), u.PlannedCompletion != ""}} {
		if fact.said {
			f.Add("/"+fact.field, "shows_to_more", "the %s shows to all who read the item (%s), this update only to %s; report it in an update for %s, and what is"+
				" for %s in another", fact.called, readers, u.Audience, readers, u.Audience)
		}
	}
}

// dates checks that nothing has happened in the future, and nothing is reported before the plan was endorsed, or the item added to it.
func (f *Faults) dates(u NewStatusUpdate, plan WorkPlan, item ActionItem, today Date) {
	f.date("/effective_on", u.EffectiveOn)
	f.partial("/completed_on", u.CompletedOn)
	first, valid := plan.EndorsedOn.First(), u.EffectiveOn.Valid()
	if valid && u.EffectiveOn > today {
		f.Add("/effective_on", "in_future", "%s lies in the future; today is %s", u.EffectiveOn, today)
	}
	if valid && u.EffectiveOn < first {
		f.Add("/effective_on", "before_endorsement", "%s lies before the plan was endorsed, %s; say in completed_on when the work was done",
			u.EffectiveOn, plan.EndorsedOn)
	}
	if valid && u.EffectiveOn >= first && u.EffectiveOn < item.AddedOn {
		f.Add("/effective_on", "before_added", "%s lies before the item was added to the plan, %s; say in completed_on when the work was done", u.EffectiveOn, item.AddedOn)
	}
	if u.CompletedOn.First() > today {
		f.Add("/completed_on", "in_future", "%s lies in the future; today is %s", u.CompletedOn, today)
	} else if valid && u.CompletedOn.First() > u.EffectiveOn {
		f.Add("/completed_on", "after_effective_on", "%s lies after the day from which the update is true, %s", u.CompletedOn, u.EffectiveOn)
	}
}

// substance checks that the update says what its kind and status need. A completion tells of its output, links it, or rests on a deliverable that
// was there by the day from which it is true.
func (f *Faults) substance(u NewStatusUpdate, outputSince Date) {
	said := !blank(u.Done) || !blank(u.NextSteps) || !blank(u.Openings) || u.PlannedCompletion != "" || len(u.Evidence) > 0
	switch {
	case u.Kind == UpdateNilReturn && (said || u.Status != "" || u.Health != "" || u.CompletedOn != "" || !blank(u.Reason)):
		f.Add("/kind", "not_nil", "a nil return says that there is nothing to report; send kind progress to report something")
	case u.Kind == UpdateProgress && !said && u.Status == "" && u.Health == "":
		f.Add("/done", "required", "say what is done, what is still to do, or where others can join in; or send kind nil_return")
	}
	if u.Status == StatusCompleted {
		if u.CompletedOn == "" {
			f.Add("/completed_on", "required", "say when the item was completed")
		}
		if u.NeedsOutput() && (outputSince == "" || outputSince > u.EffectiveOn) {
			f.Add("/done", "required", "say what was delivered, or link it as evidence, or first record the stage that a deliverable of the item had reached by then")
		}
	} else if u.CompletedOn != "" {
		f.Add("/completed_on", "not_completed", "is only for an update whose status is completed")
	}
	f.correction(Say("update"), u.Corrects, u.CorrectionReason)
}

// correction checks that what corrects an earlier update or edition, by its number, says why.
func (f *Faults) correction(of Sentence, number int, reason string) {
	switch {
	case number < 0:
		f.Add("/corrects", "out_of_range", "must be the number of an earlier %s", of)
	case number > 0 && blank(reason):
		f.Add("/correction_reason", "required", "say why %s %d is corrected", of, number)
	case number == 0 && !blank(reason):
		f.Add("/corrects", "required", "name the %s that is corrected, by its number", of)
	}
}

// Name is the update's natural key across plans, such as "wg-tip-2021-23/2.3/4".
func (u StatusUpdate) Name() string { return fmt.Sprintf("%s/%s/%d", u.Plan, u.Ref, u.Number) }
