package tracker

import (
	"context"
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// PortfolioRequest asks for a portfolio: of when, and of what. The readers of an audience in the scope must not see more than the actor does of every
// one of the bodies.
type PortfolioRequest struct {
	When
	Scope workplan.PortfolioScope
}

// Portfolio reckons the plans of the bodies side by side, as they stood. Who may: whoever may read content; it counts and shows only what the
// actor may see. A reading of the past goes through each item's record, as the completion report does, and is refused where these are more than
// 20,000: it can be had body by body.
func (t *Tracker) Portfolio(ctx context.Context, actor workplan.Actor, ask PortfolioRequest) (workplan.Portfolio, error) {
	if err := mayBrowse(actor); err != nil {
		return workplan.Portfolio{}, err
	}
	var src workplan.PortfolioSource
	err := t.snapshot(ctx, ask.KnownAt, func(tx *store.Tx) (err error) {
		src, err = t.portfolioSource(tx, actor, ask)
		return err
	})
	if err != nil {
		return workplan.Portfolio{}, err
	}
	return workplan.BuildPortfolio(src), nil
}

// PortfolioStamp is a text that changes whenever the answer to the same request for a portfolio may change. Who may: as for [Tracker.Portfolio].
func (t *Tracker) PortfolioStamp(ctx context.Context, actor workplan.Actor) (string, error) {
	if err := mayBrowse(actor); err != nil {
		return "", err
	}
	stamp, err := t.store.Read(ctx).PortfolioStamp()
	return fmt.Sprintf("%d-%s-%s", stamp, t.Today(), actor.Sight().Class()), err
}

// portfolioSource loads everything the portfolio is made from, in the view asked for, as far as the actor's sight reaches.
func (t *Tracker) portfolioSource(tx *store.Tx, actor workplan.Actor, ask PortfolioRequest) (workplan.PortfolioSource, error) {
	now := t.Now() // taken before anything is read: the portfolio knows no less than what was recorded by then
	src := workplan.PortfolioSource{GeneratedAt: now.Truncate(time.Second), GeneratedBy: actor.Label(), Scope: ask.Scope, Links: map[string]workplan.List{}}
	own := actor.Sight()
	sight := own.Narrowed(ask.Scope.Audience)
	view, err := t.view(tx, own, ask.When)
	if err != nil {
		return src, err
	}
	src.View = view
	plans, err := portfolioPlans(tx, sight, ask.Scope, src.View)
	if err != nil {
		return src, err
	}
	bodies := bodiesOf(plans)
	if src.Audiences, src.Audience, err = audiencesOf(own, bodies, ask.Scope.Audience); err != nil {
		return src, err
	}
	if err := loadPlans(tx, sight, plans, &src); err != nil {
		return src, err
	}
	if err := loadLinks(tx, &src); err != nil {
		return src, err
	}
	if err := loadBodies(tx, bodies, &src); err != nil {
		return src, err
	}
	if src.Members, err = membersAt(tx, src.Leads(), src.View); err != nil {
		return src, err
	}
	src.View.KnownAt, err = knownBy(tx, src.View, now)
	return src, err
}

// portfolioPlans lists the plans of the bodies asked for, as they stood; a body of which the sight reaches no plan is refused.
func portfolioPlans(tx *store.Tx, s workplan.Sight, scope workplan.PortfolioScope, v workplan.View) ([]workplan.WorkPlan, error) {
	rows, err := tx.AllPlans(s)
	if err != nil {
		return nil, err
	}
	plans, err := plansIn(tx, s, rows, v)
	if err == nil {
		err = scope.Faults(plans).Err()
	}
	return slices.DeleteFunc(plans, func(p workplan.WorkPlan) bool { return len(scope.Bodies) > 0 && !scope.Bodies.Has(p.Body) }), err
}

func bodiesOf(plans []workplan.WorkPlan) []string {
	var bodies []string
	for _, p := range plans {
		bodies = append(bodies, p.Body)
	}
	return distinct(bodies)
}

// audiencesOf says for whom the portfolio is fit: of each body for whom what the reader sees of it is, and as a whole for the narrowest of these.
// What is asked for must not be wider than the reader's whole; a body of which the reader sees less is told as far as that.
func audiencesOf(own workplan.Sight, bodies []string, to workplan.Audience) (map[string]workplan.Audience, workplan.Audience, error) {
	of, whole := map[string]workplan.Audience{}, workplan.AudiencePublic
	for _, body := range bodies {
		of[body] = own.Widest(body)
		whole = of[body].Within(whole)
		if to.WiderThan(of[body]) {
			of[body] = to
		}
	}
	if to == "" {
		return of, whole, nil
	}
	var f workplan.Faults
	if whole.WiderThan(to) {
		f.Add("?audience", "wider_than_yours", "you may see no more of these bodies than what is for %s", whole)
	}
	return of, to, f.Err()
}

// loadPlans loads the items of the plans: in the present in one statement, in the past plan by plan.
func loadPlans(tx *store.Tx, s workplan.Sight, plans []workplan.WorkPlan, src *workplan.PortfolioSource) error {
	brief := map[string][]workplan.BriefItem{}
	var err error
	switch {
	case len(plans) == 0:
	case src.View.Current:
		brief, err = tx.BriefItems(s, src.Scope.Bodies)
	default:
		err = itemsOfPlansAt(tx, s, plans, src.View, "body=", func(p workplan.WorkPlan, items []workplan.ActionItem) {
			for _, i := range items {
				brief[p.Code] = append(brief[p.Code], i.Brief())
			}
		})
	}
	for _, p := range plans {
		src.Plans = append(src.Plans, workplan.PlanItems{Plan: p, Items: brief[p.Code]})
	}
	return err
}

// loadLinks finds how lineages go on through items that are not in the source: those of other bodies, and those that the reader does not see. A
// statement loads all of one step.
func loadLinks(tx *store.Tx, src *workplan.PortfolioSource) error {
	for names := src.Unlinked(); len(names) > 0; names = src.Unlinked() {
		rows, err := tx.Links(names)
		if err == nil {
			rows, err = itemLog.at(tx, rows, src.View)
		}
		if err != nil {
			return err
		}
		for _, name := range names {
			src.Links[name] = nil
		}
		for _, i := range rows {
			if !i.Removed {
				src.Links[i.Name()] = i.Predecessors
			}
		}
	}
	return nil
}

// loadBodies loads the bodies and their meetings, as they were recorded in the view.
func loadBodies(tx *store.Tx, codes []string, src *workplan.PortfolioSource) error {
	src.Bodies, src.Meetings = map[string]workplan.Body{}, map[string][]workplan.Meeting{}
	rows, err := tx.Bodies()
	if err != nil {
		return err
	}
	bodies, err := bodyLog.at(tx, slices.DeleteFunc(rows, func(b workplan.Body) bool { return !slices.Contains(codes, b.Code) }), src.View)
	if err != nil {
		return err
	}
	for _, b := range bodies {
		src.Bodies[b.Code] = b
	}
	met, err := tx.MeetingsOfAll(codes)
	if err == nil {
		met, err = meetingLog.at(tx, met, src.View)
	}
	for _, m := range met {
		src.Meetings[m.Body] = append(src.Meetings[m.Body], m)
	}
	return err
}
