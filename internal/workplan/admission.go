package workplan

import (
	"cmp"
	"slices"
)

// Admission is what judging a new update needs: the plan and item as they are, who asks, and today. History, all updates of the item, is
// needed only where [Admission.NeedsHistory] says so. OutputSince is the day since which a deliverable of the item is there to show, "" where none
// is (see [OutputSince]); it is needed only where [NewStatusUpdate.NeedsOutput] says so.
type Admission struct {
	Plan        WorkPlan
	Item        ActionItem
	History     []StatusUpdate
	OutputSince Date
	Actor       Actor
	Today       Date
}

// NeedsHistory says whether an update cannot be judged from the item's standing alone: a correction, or one that may take effect before the
// last. Of that the standing tells the day where it was a lead's report.
func (a Admission) NeedsHistory(u NewStatusUpdate) bool {
	i, day := a.Item, cmp.Or(u.EffectiveOn, a.Today)
	return u.Corrects > 0 || day < a.Today && (day < i.LastReportedOn || i.LatestUpdate != i.LatestReport)
}

// Admit judges an update and returns it as it is to be recorded, with the standing that the item then has. Who may: see [Transitions] and
// [Rights]; a correction is for the focal points of the lead that made the report, or the secretariat, and may undo a completion or
// withdrawal only with the right to reopen or reinstate. It refuses, in this order: a plan that takes no updates, an actor without the right,
// the faults of the input (all at once), a change of status that is not in the table, a history that the update would make illegal.
func (a Admission) Admit(in NewStatusUpdate) (StatusUpdate, Standing, error) {
	if !a.Actor.May(PostStatusUpdate, a.object()).Allowed && !a.Actor.May(DecideOnItem, a.object()).Allowed {
		return StatusUpdate{}, Standing{}, a.Actor.Must(PostStatusUpdate, a.object())
	}
	if err := a.open(); err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	corrected, err := a.corrected(in.Corrects)
	if err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	in = a.completed(in, corrected)
	u := StatusUpdate{ItemID: a.Item.ID, Plan: a.Item.Plan, Ref: a.Item.Ref, Number: a.Item.UpdateCount + 1,
		ReportedBy: a.Actor.Username, UpdateContent: in.UpdateContent}
	s := a.step(u, corrected)
	if err := a.allowed(s, corrected); err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	faults := a.faults(in, s, corrected)
	if s.by == DecideOnItem {
		u.Kind = UpdateDecision
	} else {
		u.Lead, u.OnBehalf = a.speaker(&faults, in.Lead, corrected)
	}
	if err := faults.Err(); err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	if !s.listed {
		return StatusUpdate{}, Standing{}, illegal(a.Item, s.from, u.Status)
	}
	after, err := a.settle(u)
	if err != nil {
		return StatusUpdate{}, Standing{}, err
	}
	return u, after, nil
}

func (a Admission) object() Object { return Object{Body: a.Plan.Body, Leads: a.Item.Leads} }

// open says whether the plan takes updates at all.
func (a Admission) open() error { return a.Plan.Takes(Say("status updates")) }

// Takes refuses what is only for the items of an endorsed plan.
func (p WorkPlan) Takes(what Sentence) error {
	switch p.Status {
	case PlanEndorsed:
		return nil
	case PlanClosed:
		return Clash("plan-closed", "Plan %s is closed; its record no longer changes.", p.Code)
	default:
		return Clash("plan-not-endorsed", "Plan %s is a draft; its items take %s once it is endorsed.", p.Code, what)
	}
}

// corrected finds the update that is to be corrected; nil where there is none, which [Admission.faults] reports if one was named.
func (a Admission) corrected(number int) (*StatusUpdate, error) {
	i := slices.IndexFunc(a.History, func(u StatusUpdate) bool { return u.Number == number })
	if number <= 0 || i < 0 {
		return nil, nil
	}
	if a.History[i].Kind == UpdateCarryOver {
		return nil, Clash("not-correctable", "Update %d records a carry-over, which is not corrected by an update.", number)
	}
	if by := slices.IndexFunc(a.History, func(u StatusUpdate) bool { return u.Corrects == number }); by >= 0 {
		return nil, Clash("already-corrected", "Update %d has been corrected by update %d; correct that one.", number, a.History[by].Number)
	}
	return &a.History[i], nil
}

// completed fills in what the sender left out. An update is effective today; a correction from the day, and for the audience, of the one
// it replaces.
func (a Admission) completed(in NewStatusUpdate, corrected *StatusUpdate) NewStatusUpdate {
	if in.Kind == "" {
		in.Kind = UpdateProgress
	}
	if in.EffectiveOn == "" && corrected != nil {
		in.EffectiveOn = corrected.EffectiveOn
	}
	if in.Audience == "" && corrected != nil {
		in.Audience = corrected.Audience
	}
	if in.EffectiveOn == "" {
		in.EffectiveOn = a.Today
	}
	return in
}

// step is what an update does to the status on its effective day: the status it meets, whether the change (if any) is in the table for
// updates, the action whose right it needs, and what it must bring. Undoes marks a correction that takes the item out of completed or withdrawn.
type step struct {
	from   Status
	listed bool
	by     Action
	needs  Need
	undoes bool
}

func (a Admission) step(u StatusUpdate, corrected *StatusUpdate) step {
	s := step{from: a.before(u).Status, listed: true, by: PostStatusUpdate}
	if u.Status != "" && u.Status != s.from {
		t, ok := FindTransition(s.from, u.Status)
		s.listed = ok && t.By != CarryOverItems
		s.by, s.needs = t.By, t.Needs
	}
	if corrected != nil {
		s.undoes = a.undoes(u)
		if s.undoes || corrected.Kind == UpdateDecision {
			s.by = DecideOnItem
		}
	}
	return s
}

// allowed holds the actor to the right that the step needs, and a lead to correcting only its own reports.
func (a Admission) allowed(s step, corrected *StatusUpdate) error {
	switch {
	case !s.listed:
		return nil
	case s.undoes && !a.Actor.May(DecideOnItem, a.object()).Allowed:
		return Refused("With this correction item %s would no longer be %s. %s", a.Item.Name(), a.Item.Status, RightTo(DecideOnItem).Who())
	case corrected != nil && s.by == PostStatusUpdate && !a.secretariat() && !slices.Contains(a.Actor.MembersIn(a.Plan.Body), corrected.Lead):
		return Refused("Update %d was made for %s; only its focal points or the secretariat may correct it.", corrected.Number, orNobody(corrected.Lead))
	default:
		return a.Actor.Must(s.by, a.object())
	}
}

// secretariat says whether the actor may report on behalf of leads that are not its own.
func (a Admission) secretariat() bool { return a.Actor.OnBehalf(PostStatusUpdate, a.Plan.Body) }

// faults lists the broken rules of the input, those that rest on the item's history too.
func (a Admission) faults(in NewStatusUpdate, s step, corrected *StatusUpdate) Faults {
	f := in.Faults(a.Plan, a.Item, a.Today, a.OutputSince)
	if in.Corrects > 0 && corrected == nil {
		f.Add("/corrects", "unknown", "item %s has no update %d", a.Item.Name(), in.Corrects)
	}
	if parent := a.Item.Audience.Within(a.Plan.Audience); corrected != nil &&
		corrected.Audience.Within(parent).WiderThan(in.Audience.Within(parent)) {
		f.Add("/audience", "narrower_than_corrected", "whoever reads update %d must be able to read its correction", in.Corrects)
	}
	if s.needs == NeedsReason && blank(in.Reason) {
		f.Add("/reason", "required", "say why the item becomes %s", in.Status)
	}
	return f
}

// before is the standing on which the update lands.
func (a Admission) before(u StatusUpdate) Standing {
	if !a.NeedsHistory(NewStatusUpdate{UpdateContent: u.UpdateContent}) {
		return a.Item.Standing
	}
	standing := Unreported()
	for _, earlier := range a.inForceWith(u) {
		if earlier.Number == u.Number {
			break
		}
		standing = standing.After(earlier)
	}
	return standing
}

// undoes says whether a correction would take the item out of completed or withdrawn.
func (a Admission) undoes(u StatusUpdate) bool {
	is := a.Item.Status
	if is != StatusCompleted && is != StatusWithdrawn {
		return false
	}
	after := Unreported()
	for _, e := range a.inForceWith(u) {
		after = after.After(e)
	}
	return after.Status != is
}

// speaker finds the member for which the update is made, and whether that is on its behalf (see [Actor.SpeaksFor]). A correction speaks for the
// lead of the report it corrects, even one that has since handed the item over.
func (a Admission) speaker(f *Faults, named string, corrected *StatusUpdate) (lead string, onBehalf bool) {
	leads := slices.Clone(a.Item.Leads)
	if corrected != nil && corrected.Lead != "" {
		if named == "" {
			named = corrected.Lead
		}
		if !leads.Has(corrected.Lead) {
			leads = append(leads, corrected.Lead)
		}
	}
	return a.Actor.SpeaksFor(f, PostStatusUpdate, a.Plan.Body, leads, named)
}

// settle returns the standing that follows from the update, refusing an illegal history.
func (a Admission) settle(u StatusUpdate) (Standing, error) {
	if !a.NeedsHistory(NewStatusUpdate{UpdateContent: u.UpdateContent}) {
		return a.Item.Standing.After(u), nil
	}
	return legalHistory(a.Item, a.inForceWith(u))
}

// inForceWith lists the updates in force once u is recorded.
func (a Admission) inForceWith(u StatusUpdate) []StatusUpdate {
	return InForce(append(slices.Clone(a.History), u), View{AsOf: a.Today})
}

// orNobody has a sentence say that a list is empty.
func orNobody(members ...string) any {
	if len(members) == 0 || members[0] == "" {
		return Say("nobody")
	}
	return Listed[string](members)
}
