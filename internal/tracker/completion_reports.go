package tracker

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// ReportRequest asks for a completion report: of when, compared with when (empty: no comparison), of what, and whether with the annex of full
// histories. An audience in the scope must not be wider than what the actor may see.
type ReportRequest struct {
	When
	Since     When
	Scope     workplan.ReportScope
	WithAnnex bool
	// WithCheck asks for the plan check, which calls an item quiet after QuietDays; 0 asks for the usual.
	WithCheck bool
	QuietDays int
	// CheckAlone leaves everything out of the report but its check.
	CheckAlone bool
}

// CompletionReport reckons the report of a plan as it stood. That of a closed plan as of its closing or later, without a known_at, is settled. Who may: whoever may read the plan; it counts and shows only what the actor may see.
func (t *Tracker) CompletionReport(ctx context.Context, actor workplan.Actor, plan string, ask ReportRequest) (workplan.CompletionReport, error) {
	if err := mayBrowse(actor); err != nil {
		return workplan.CompletionReport{}, err
	}
	if err := t.settle(ctx, ask.KnownAt); err != nil {
		return workplan.CompletionReport{}, err
	}
	return t.reportFor(ctx, plan, ask, func(tx *store.Tx) (reader, error) {
		if actor.Operator {
			return circle(tx, plan, cmp.Or(ask.Scope.Audience, workplan.AudienceMembers), actor.Label())
		}
		return reader{sight: actor.Sight(), name: actor.Label()}, nil
	})
}

// reader is for whom a report is made: what it may show, and by whom it says that it was drawn up. At is when; zero for now. An edition shows
// what its audience could see then, whatever was narrowed since: all is then what may be looked through for it.
type reader struct {
	sight workplan.Sight
	name  string
	at    time.Time
	all   *workplan.Sight
	// settled says that the report is the settled one of a closed plan.
	settled bool
}

// today is the sight by which the audiences of today count.
func (r reader) today(sight workplan.Sight) workplan.Sight {
	if r.all != nil {
		return *r.all
	}
	return sight
}

// others is the sight by which what stands in other plans is told: where a report does not change, by what was so then alone.
func (r reader) others(sight workplan.Sight) workplan.Sight {
	sight.Then = r.all != nil
	return sight
}

// circle is the reader of a report for an audience of the plan's body, and for nobody in particular.
func circle(tx *store.Tx, plan string, to workplan.Audience, name string) (reader, error) {
	all, err := everything(tx)
	if err != nil {
		return reader{}, err
	}
	p, err := tx.Plan(all, plan)
	p, err = found(p, err, "plan %s", plan)
	return reader{sight: workplan.Circle(p.Body, to), name: name}, err
}

// reportFor reckons a report for a reader, who is found in the transaction in which it is read. The moment by which it knows must be settled.
func (t *Tracker) reportFor(ctx context.Context, plan string, ask ReportRequest, whose func(*store.Tx) (reader, error)) (workplan.CompletionReport, error) {
	var src workplan.ReportSource
	err := t.onceSettled(ctx, func() error {
		return t.store.Snapshot(ctx, func(tx *store.Tx) error {
			to, err := whose(tx)
			if err == nil {
				src, err = t.reportSource(tx, to, plan, ask)
			}
			if err == nil && ask.WithCheck {
				err = loadCheck(tx, to, ask, &src)
			}
			return err
		})
	})
	if err != nil {
		return workplan.CompletionReport{}, err
	}
	if ask.CheckAlone {
		return workplan.BuildCheck(src), nil
	}
	return workplan.BuildReport(src), nil
}

// ReportStamp is a text that changes whenever the answer to the same request for a report may change; it costs far less than the report.
// Who may: whoever may read the plan.
func (t *Tracker) ReportStamp(ctx context.Context, actor workplan.Actor, plan string) (string, error) {
	if err := mayBrowse(actor); err != nil {
		return "", err
	}
	sight := actor.Sight()
	stamp, err := t.store.Read(ctx).ReportStamp(sight, plan)
	stamp, err = found(stamp, err, "plan %s", plan)
	return fmt.Sprintf("%s-%s-%s", stamp, t.Today(), sight.Class()), err
}

// reportSource loads everything the report is made from, in the view asked for, as far as the reader's sight reaches.
func (t *Tracker) reportSource(tx *store.Tx, to reader, plan string, ask ReportRequest) (workplan.ReportSource, error) {
	now := t.Now() // taken before anything is read: the report knows no less than what was recorded by then
	src := workplan.ReportSource{GeneratedBy: to.name, WithAnnex: ask.WithAnnex, Scope: ask.Scope}
	reading, err := t.reportedPlan(tx, &to, plan, &ask)
	if err != nil {
		return src, err
	}
	if !to.at.IsZero() {
		now = to.at
	}
	src.GeneratedAt, src.Settled = now.Truncate(time.Second), to.settled
	src.Plan, src.View = reading.WorkPlan, reading.View
	sight, err := narrowed(to.sight, src.Plan, ask.Scope.Audience)
	if err != nil {
		return src, err
	}
	if src.Body, err = bodyAt(tx, src.Plan.Body, src.View); err != nil {
		return src, err
	}
	if src.Audience = ask.Scope.Audience; src.Audience == "" {
		src.Audience = sight.Widest(src.Plan.Body)
	}
	if err := loadMeetings(tx, sight, to.today(sight), ask.Meeting, &src); err != nil {
		return src, err
	}
	if src.Objectives, err = objectivesAt(tx, plan, src.View); err != nil {
		return src, err
	}
	if src.Items, err = itemsOfPlanAt(tx, sight, src.Plan, src.View); err != nil {
		return src, err
	}
	if err := ask.Scope.Faults(src).Err(); err != nil {
		return src, err
	}
	if src.StatusChanges, err = tx.StatusChangesOf(plan, src.View); err != nil {
		return src, err
	}
	if err := loadProposals(tx, to, sight, &src); err != nil {
		return src, err
	}
	for _, load := range []func(*store.Tx, workplan.Sight, *workplan.ReportSource) error{loadAmendments, loadPeople, loadUpdates, loadOutputs} {
		if err := load(tx, sight, &src); err != nil {
			return src, err
		}
	}
	if src.Successors, err = successorsAt(tx, to.today(sight), to.others(sight), plan, src.View); err != nil {
		return src, err
	}
	if ask.Since != (When{}) {
		err = t.loadEarlier(tx, sight, plan, ask, &src)
	}
	if err == nil {
		src.View.KnownAt, err = knownBy(tx, src.View, now)
	}
	return src, err
}

// loadAmendments loads the amendments since the endorsement.
func loadAmendments(tx *store.Tx, sight workplan.Sight, src *workplan.ReportSource) error {
	if src.Plan.Revision < 2 {
		return nil
	}
	amendments, err := tx.AmendmentsOf(sight, src.Plan.Code)
	src.Amendments = workplan.AmendmentsIn(amendments, src.View)
	return err
}

// loadPeople names everyone who works on the items, and finds which of the leads have been heard since the last meeting.
func loadPeople(tx *store.Tx, sight workplan.Sight, src *workplan.ReportSource) (err error) {
	var leads, codes workplan.List
	for _, i := range src.Items {
		leads, codes = append(leads, i.Leads...), slices.Concat(codes, i.Leads, i.Supporting, i.Partners)
	}
	for _, m := range src.Reported {
		codes = append(codes, m.Leads...)
	}
	for _, a := range src.Amendments {
		codes = append(codes, a.Members()...)
	}
	if src.Attendance != nil {
		for _, a := range src.Attendance.Members {
			codes = append(codes, a.Member)
		}
	}
	for _, p := range src.Proposals {
		codes = slices.Concat(codes, p.ProposedLead, p.Supporting(), workplan.List{p.ProposedBy})
	}
	if src.Members, err = membersAt(tx, distinct(codes), src.View); err != nil {
		return err
	}
	_, since := workplan.SilenceSince(src.Meetings, src.Plan, src.View.AsOf)
	src.Heard, err = tx.LeadsHeard(sight, src.Plan.Code, distinct(leads), since, src.View)
	return err
}

// distinct lists words in order, each once.
func distinct(words []string) []string { return slices.Compact(slices.Sorted(slices.Values(words))) }

// loadUpdates loads the updates that the report quotes. Where the latest report on an item is not for this reader, the latest that is stands in.
func loadUpdates(tx *store.Tx, sight workplan.Sight, src *workplan.ReportSource) (err error) {
	switch {
	case src.WithAnnex || src.View.Current:
		src.Updates, err = tx.ReportsOf(sight, src.Plan.Code, src.WithAnnex)
	default:
		wanted := map[int64][]int{}
		for _, i := range src.Items {
			if i.LatestReport > 0 {
				wanted[i.ID] = append(wanted[i.ID], i.LatestReport)
			}
			if i.StatusUpdate > 0 && i.StatusUpdate != i.LatestReport {
				wanted[i.ID] = append(wanted[i.ID], i.StatusUpdate)
			}
		}
		src.Updates, err = tx.UpdatesNumbered(sight, wanted)
	}
	if err != nil {
		return err
	}
	err = standIn(tx, sight, src)
	src.DropOutside()
	return err
}

// standIn finds, where the latest report on an item is not for this reader, the latest that is.
func standIn(tx *store.Tx, sight workplan.Sight, src *workplan.ReportSource) error {
	var hidden []int64
	for n, i := range src.Items {
		if _, ok := src.Updates[i.ID][i.LatestReport]; i.LatestReport > 0 && !ok {
			hidden = append(hidden, i.ID)
			src.Items[n].LatestReport = 0
		}
	}
	if len(hidden) == 0 {
		return nil
	}
	visible, err := tx.VisibleHistory(sight, hidden)
	for n, i := range src.Items {
		if !slices.Contains(hidden, i.ID) {
			continue
		}
		if src.Updates[i.ID] == nil {
			src.Updates[i.ID] = map[int]workplan.StatusUpdate{}
		}
		for _, u := range workplan.InForce(visible[i.ID], src.View) {
			if u.Kind == workplan.UpdateProgress {
				src.Items[n].LatestReport, src.Updates[i.ID][u.Number] = u.Number, u
			}
		}
	}
	return err
}

// narrowed is the sight of a report for an audience, which must not be wider than what the reader may see, nor than the plan.
func narrowed(s workplan.Sight, p workplan.WorkPlan, to workplan.Audience) (workplan.Sight, error) {
	own := s.Widest(p.Body)
	if to == "" || to == own {
		return s, nil
	}
	var f workplan.Faults
	less := s.Narrowed(to)
	switch {
	case own.WiderThan(to):
		f.Add("?audience", "wider_than_yours", "you may see no more of this body than what is for %s", own)
	case !less.Sees(p.Body, p.Audience, nil):
		f.Add("?audience", "wider_than_plan", "the plan is for %s, so it has no report for %s", p.Audience, to)
	}
	return less, f.Err()
}
