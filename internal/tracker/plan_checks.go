package tracker

import (
	"cmp"
	"context"
	"slices"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// CheckRules lists the rules of the plan check, worst first. Who may: anyone signed in; an anonymous reader where public reading is allowed.
func (t *Tracker) CheckRules(_ context.Context, actor workplan.Actor) ([]workplan.CheckRule, error) {
	return workplan.CheckRules, mayBrowse(actor)
}

// loadCheck adds to the source of a report what the plan check needs beside it: see [workplan.CheckSource].
func loadCheck(tx *store.Tx, to reader, ask ReportRequest, src *workplan.ReportSource) error {
	sight, err := narrowed(to.sight, src.Plan, ask.Scope.Audience)
	if err != nil {
		return err
	}
	plan := src.Plan.Code
	c := &workplan.CheckSource{QuietDays: cmp.Or(ask.QuietDays, workplan.DefaultQuietDays), Register: src.Audience != workplan.AudiencePublic,
		Whole: slices.Contains(sight.Chairs, src.Plan.Body), Fold: store.Fold}
	if c.Register {
		if c.Memberships, err = membershipsAt(tx, src.Plan.Body, src.View); err != nil {
			return err
		}
	}
	if c.History, err = tx.HistoryOfPlan(plan, src.View); err != nil {
		return err
	}
	if !src.WithAnnex { // which brings them too
		if src.Updates, err = tx.ReportsOf(sight, plan, true); err != nil {
			return err
		}
		src.DropOutside()
	}
	if c.MoreDeliverables, err = moreDeliverables(tx, src); err != nil {
		return err
	}
	c.Waivers, err = waiversAt(tx, sight, plan, subjectsOf(src.Objectives, src.Items), src.View)
	src.Check = c
	return err
}

// membershipsAt lists the standings in a body as they were recorded in a view.
func membershipsAt(tx *store.Tx, body string, v workplan.View) ([]workplan.Membership, error) {
	rows, err := tx.MembershipsOf(body)
	if err != nil {
		return nil, err
	}
	return membershipLog.at(tx, rows, v)
}

// CheckRequest asks for the plan check of plans: those named, or all of the bodies named, or all there are. QuietDays 0 asks for the usual.
type CheckRequest struct {
	When
	Plans     []string
	Bodies    []string
	QuietDays int
}

// CheckedPlan is a plan as it stood, with what the plan check finds in it.
type CheckedPlan struct {
	PlanReading
	workplan.PlanCheck
}

// CheckPlans checks plans, with all that is recorded of them. A plan or body that is named and not there is an error. Who may: the operator.
func (t *Tracker) CheckPlans(ctx context.Context, ask CheckRequest) ([]CheckedPlan, error) {
	var checked []CheckedPlan
	read := func(tx *store.Tx) error {
		checked = nil
		sight, err := everything(tx)
		if err != nil {
			return err
		}
		codes, err := t.plansToCheck(tx, sight, ask)
		if err != nil {
			return err
		}
		for _, code := range codes {
			request := ReportRequest{When: ask.When, WithCheck: true, QuietDays: ask.QuietDays}
			to := reader{sight: sight, name: workplan.Actor{Operator: true}.Label()}
			src, err := t.reportSource(tx, to, code, request)
			if err == nil {
				err = loadCheck(tx, to, request, &src)
			}
			if err != nil {
				return err
			}
			checked = append(checked, CheckedPlan{PlanReading{src.Plan, src.View}, workplan.CheckPlan(src)})
		}
		return nil
	}
	err := t.onceSettled(ctx, func() error { return t.snapshot(ctx, ask.KnownAt, read) })
	return checked, err
}

// plansToCheck lists the codes of the plans that are asked for.
func (t *Tracker) plansToCheck(tx *store.Tx, s workplan.Sight, ask CheckRequest) ([]string, error) {
	if len(ask.Plans) > 0 {
		return ask.Plans, nil
	}
	for _, body := range ask.Bodies {
		b, err := tx.Body(body)
		if _, err = found(b, err, "body %s", body); err != nil {
			return nil, err
		}
	}
	v, err := t.view(tx, s, ask.When)
	if err != nil {
		return nil, err
	}
	all, err := tx.AllPlans(s)
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, s, all, v)
	var codes []string
	for _, p := range plans {
		if len(ask.Bodies) == 0 || slices.Contains(ask.Bodies, p.Body) {
			codes = append(codes, p.Code)
		}
	}
	return codes, err
}
