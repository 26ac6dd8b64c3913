package tracker

import (
	"fmt"
	"slices"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// This file gives nouns as they stood in a view. Callers load what the sight reaches today; each noun's records are then replayed in the
// view. Who reads the past must be let in twice: by the audience of today, which the query applies, and by the audience of then, which is
// applied here. A wording is never opened to more than it was written for by what came after it.

// contentLog says how a noun of type T is replayed from the log of its content S.
type contentLog[T, S any] struct {
	noun  workplan.Noun
	stamp func(*T) *workplan.Stamp
	set   func(*T, S)
	// named marks nouns that others name: before their first record they are described as at first, rather than missing.
	named bool
}

var (
	bodyLog = contentLog[workplan.Body, workplan.BodyContent]{workplan.NounBody,
		func(b *workplan.Body) *workplan.Stamp { return &b.Stamp }, func(b *workplan.Body, s workplan.BodyContent) { b.BodyContent = s }, true}
	memberLog = contentLog[workplan.Member, workplan.MemberContent]{workplan.NounMember,
		func(m *workplan.Member) *workplan.Stamp { return &m.Stamp }, func(m *workplan.Member, s workplan.MemberContent) { m.MemberContent = s }, true}
	meetingLog = contentLog[workplan.Meeting, workplan.MeetingState]{workplan.NounMeeting,
		func(m *workplan.Meeting) *workplan.Stamp { return &m.Stamp },
		func(m *workplan.Meeting, s workplan.MeetingState) {
			m.MeetingContent, m.MeetingRecord, m.Adoption = s.MeetingContent, s.MeetingRecord, s.Adoption
		}, false}
	roundLog = contentLog[workplan.ReportingRound, workplan.RoundInFull]{workplan.NounRound,
		func(r *workplan.ReportingRound) *workplan.Stamp { return &r.Stamp },
		func(r *workplan.ReportingRound, s workplan.RoundInFull) {
			r.RoundContent, r.RoundEnd = s.RoundContent, s.RoundEnd
		}, false}
	membershipLog = contentLog[workplan.Membership, workplan.MembershipContent]{workplan.NounMembership,
		func(m *workplan.Membership) *workplan.Stamp { return &m.Stamp },
		func(m *workplan.Membership, s workplan.MembershipContent) { m.MembershipContent = s }, false}
	windowLog = contentLog[workplan.ProposalWindow, workplan.ProposalWindowContent]{workplan.NounWindow,
		func(w *workplan.ProposalWindow) *workplan.Stamp { return &w.Stamp },
		func(w *workplan.ProposalWindow, s workplan.ProposalWindowContent) { w.ProposalWindowContent = s }, false}
	proposalLog = contentLog[workplan.Proposal, workplan.ProposalRecord]{workplan.NounProposal,
		func(p *workplan.Proposal) *workplan.Stamp { return &p.Stamp },
		func(p *workplan.Proposal, s workplan.ProposalRecord) {
			p.ProposalMaking, p.ProposalContent = s.ProposalMaking, s.ProposalContent
		}, false}
	planLog = contentLog[workplan.WorkPlan, workplan.PlanState]{workplan.NounPlan,
		func(p *workplan.WorkPlan) *workplan.Stamp { return &p.Stamp },
		func(p *workplan.WorkPlan, s workplan.PlanState) {
			p.PlanContent, p.PlanLife = s.PlanContent, s.PlanLife
		}, false}
	objectiveLog = contentLog[workplan.Objective, workplan.ObjectiveState]{workplan.NounObjective,
		func(o *workplan.Objective) *workplan.Stamp { return &o.Stamp },
		func(o *workplan.Objective, s workplan.ObjectiveState) {
			o.ObjectiveContent, o.Removed = s.ObjectiveContent, s.Removed
		}, false}
	deliverableLog = contentLog[workplan.Deliverable, workplan.DeliverableState]{workplan.NounDeliverable,
		func(d *workplan.Deliverable) *workplan.Stamp { return &d.Stamp },
		func(d *workplan.Deliverable, s workplan.DeliverableState) {
			d.DeliverableContent, d.Lead, d.ListedOn, d.Removed = s.DeliverableContent, s.Lead, s.ListedOn, s.Removed
		}, false}
	openingLog = contentLog[workplan.Opening, workplan.OpeningState]{workplan.NounOpening,
		func(o *workplan.Opening) *workplan.Stamp { return &o.Stamp },
		func(o *workplan.Opening, s workplan.OpeningState) {
			o.OpeningContent, o.OpeningClosing, o.Lead, o.OpenedOn = s.OpeningContent, s.OpeningClosing, s.Lead, s.OpenedOn
		}, false}
	itemLog = contentLog[workplan.ActionItem, workplan.ItemState]{workplan.NounItem,
		func(i *workplan.ActionItem) *workplan.Stamp { return &i.Stamp },
		func(i *workplan.ActionItem, s workplan.ItemState) {
			i.ItemContent, i.Removed, i.DueKey = s.ItemContent, s.Removed, workplan.DueKeyOf(s.Due)
		}, false}
)

// at gives each of the rows as it stood in the view, leaving out those that were not there yet.
func (l contentLog[T, S]) at(tx *store.Tx, rows []T, v workplan.View) ([]T, error) {
	if v.Current {
		return rows, nil
	}
	var unsettled []int64
	for n := range rows {
		if s := l.stamp(&rows[n]); !s.Settled(v) {
			unsettled = append(unsettled, s.ID)
		}
	}
	changes, err := tx.ChangesOfAll(l.noun, unsettled)
	if err != nil {
		return nil, err
	}
	there := make([]T, 0, len(rows))
	for _, row := range rows {
		known, err := l.replay(&row, changes[l.stamp(&row).ID], v)
		if err != nil {
			return nil, err
		}
		if known {
			there = append(there, row)
		}
	}
	return there, nil
}

// replay makes the row what it was in the view; false where it was not there yet.
func (l contentLog[T, S]) replay(row *T, changes []workplan.ContentChange, v workplan.View) (bool, error) {
	stamp := l.stamp(row)
	if !stamp.Settled(v) {
		seen := slices.DeleteFunc(slices.Clone(changes), func(c workplan.ContentChange) bool { return !v.Knows(c.RecordedAt) || !v.Holds(c.EffectiveOn) })
		if len(seen) == 0 && l.named && len(changes) > 0 {
			seen = changes[:1]
		}
		if len(seen) == 0 {
			return false, nil
		}
		state, readable := workplan.ReplayContent[S](seen, workplan.View{AsOf: endOfTime})
		if !readable {
			return false, fmt.Errorf("the content log of %s %d cannot be read", l.noun, stamp.ID)
		}
		l.set(row, state)
		stamp.ContentOn, stamp.ContentAt = "", time.Time{}
		for _, c := range seen {
			stamp.ContentOn = max(stamp.ContentOn, c.EffectiveOn)
			if c.RecordedAt.After(stamp.ContentAt) {
				stamp.ContentAt = c.RecordedAt
			}
		}
	}
	stamp.Then(stamp.ContentAt)
	return true, nil
}

// endOfTime is the day on which everything recorded is in effect.
const endOfTime workplan.Date = "9999-12-31"

// bodyAt reads a body as it was described in a view.
func bodyAt(tx *store.Tx, code string, v workplan.View) (workplan.Body, error) {
	b, err := tx.Body(code)
	if err != nil {
		return b, err
	}
	then, err := bodyLog.at(tx, []workplan.Body{b}, v)
	if err != nil {
		return b, err
	}
	return then[0], nil
}

// meetingsAt lists the meetings of a body as they were known in a view, with all corrections that were known then: a corrigendum tells what was
// always true of the meeting, from whatever day on the record reads so.
func meetingsAt(tx *store.Tx, body string, v workplan.View) ([]workplan.Meeting, error) {
	rows, err := tx.MeetingsOf(body)
	if err != nil {
		return nil, err
	}
	v.AsOf = endOfTime
	return meetingLog.at(tx, rows, v)
}

// membersAt reads members of the register, by code, as they were named in a view.
func membersAt(tx *store.Tx, codes []string, v workplan.View) (map[string]workplan.Member, error) {
	byCode, err := tx.Members(codes)
	if err != nil {
		return nil, err
	}
	rows := make([]workplan.Member, 0, len(byCode))
	for _, m := range byCode {
		rows = append(rows, m)
	}
	then, err := memberLog.at(tx, rows, v)
	for _, m := range then {
		byCode[m.Code] = m
	}
	return byCode, err
}

// plansIn gives each of the plans as it stood in the view, leaving out those that were not there, or not for this sight.
func plansIn(tx *store.Tx, s workplan.Sight, rows []workplan.WorkPlan, v workplan.View) ([]workplan.WorkPlan, error) {
	plans, err := planLog.at(tx, rows, v)
	plans = slices.DeleteFunc(plans, func(p workplan.WorkPlan) bool { return p.Removed })
	if v.Current || err != nil {
		return plans, err
	}
	var closed, own []string
	for _, p := range plans {
		if !s.Sees(p.Body, p.Audience, nil) {
			closed = append(closed, p.Code)
		}
	}
	if len(closed) > 0 && !s.Then {
		own, err = tx.OwnPlans(s, closed)
	}
	return slices.DeleteFunc(plans, func(p workplan.WorkPlan) bool {
		return slices.Contains(closed, p.Code) && !slices.Contains(own, p.Code)
	}), err
}

// objectivesAt lists the objectives of a plan in a view.
func objectivesAt(tx *store.Tx, plan string, v workplan.View) ([]workplan.Objective, error) {
	rows, err := tx.Objectives(plan)
	if err != nil {
		return nil, err
	}
	objectives, err := objectiveLog.at(tx, rows, v)
	return slices.DeleteFunc(objectives, func(o workplan.Objective) bool { return o.Removed }), err
}

// itemsIn gives each of the items as it stood in the view, leaving out those that were not there, or not for this sight, and those of other
// plans than are given, which stand as in the view. History holds the items' updates.
func itemsIn(tx *store.Tx, s workplan.Sight, rows []workplan.ActionItem, plans []workplan.WorkPlan, history map[int64][]workplan.StatusUpdate,
	v workplan.View) ([]workplan.ActionItem, error) {
	items, err := itemLog.at(tx, rows, v)
	if err != nil {
		return nil, err
	}
	of, today := map[string]workplan.WorkPlan{}, map[int64]workplan.ItemContent{}
	for _, p := range plans {
		of[p.Code] = p
	}
	for _, i := range rows {
		today[i.ID] = i.ItemContent
	}
	there := make([]workplan.ActionItem, 0, len(items))
	for _, i := range items {
		p, ok := of[i.Plan]
		if !ok || i.Removed {
			continue
		}
		if !v.Current {
			audience, now := i.Audience.Within(p.Audience), today[i.ID]
			if !s.Sees(p.Body, audience, &i.ItemContent) && (s.Then || !s.Sees(p.Body, audience, &now)) {
				continue
			}
			i = reported(i, history[i.ID], v)
		}
		there = append(there, i)
	}
	return there, nil
}

// reported gives an item the standing that its updates gave it in the view, and the moment of the latest record that counts there.
func reported(i workplan.ActionItem, history []workplan.StatusUpdate, v workplan.View) workplan.ActionItem {
	i.Standing, i.UpdateCount = workplan.ReplayUpdates(history, v), 0
	for _, u := range history {
		if v.Knows(u.RecordedAt) && v.Holds(u.EffectiveOn) {
			i.UpdateCount = max(i.UpdateCount, u.Number)
		}
	}
	last := i.ContentAt
	for _, u := range workplan.InForce(history, v) {
		if u.RecordedAt.After(last) {
			last = u.RecordedAt
		}
	}
	i.Then(last)
	return i
}

// itemsOfPlanAt lists the items of a plan, which stands as in the view, as far as the sight reaches.
func itemsOfPlanAt(tx *store.Tx, s workplan.Sight, plan workplan.WorkPlan, v workplan.View) ([]workplan.ActionItem, error) {
	rows, err := tx.ItemsOf(s, plan.Code)
	if err != nil {
		return nil, err
	}
	var history map[int64][]workplan.StatusUpdate
	if !v.Current {
		if history, err = tx.HistoryOfPlan(plan.Code, v); err != nil {
			return nil, err
		}
	}
	return itemsIn(tx, s, rows, []workplan.WorkPlan{plan}, history, v)
}
