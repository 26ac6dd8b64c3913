package workplan

// PlanStatus is where a plan stands in its life.
type PlanStatus string

// The life of a plan. A draft is edited freely; once endorsed it changes only by amendment and status updates; closed it does not change.
const (
	PlanDraft    PlanStatus = "draft"
	PlanEndorsed PlanStatus = "endorsed"
	PlanClosed   PlanStatus = "closed"
)

// PlanStatuses lists the life of a plan in order.
var PlanStatuses = []PlanStatus{PlanDraft, PlanEndorsed, PlanClosed}

// WorkPlan is a forward work plan of a body.
type WorkPlan struct {
	Stamp
	Code string
	Body string
	PlanContent
	PlanLife
}

// PlanContent is what may be edited while the plan is a draft. A title is a label: real periods disagree with it, so the period is
// recorded apart and may be empty. Predecessor is the code of the plan that this one follows.
type PlanContent struct {
	Title       string
	PeriodStart PartialDate
	PeriodEnd   PartialDate
	Audience    Audience
	Predecessor string
	Notes       string
	Source      string
}

// PlanLife is what only the acts of a plan's life change. Revision is 0 in a draft, 1 when endorsed, and rises with each amendment. ClosedOn and
// what goes with it are there while the plan is closed; what is said of its reopening is of the last one, and stays.
type PlanLife struct {
	Status          PlanStatus
	Revision        int
	EndorsedOn      PartialDate
	EndorsedMeeting string
	EndorsementNote string
	ClosedOn        Date
	ClosedMeeting   string
	ClosingNote     string
	ReopenedOn      Date
	ReopenedMeeting string
	ReopeningReason string
	Removed         bool
}

// PlanState is what the content log replays.
type PlanState struct {
	PlanContent
	PlanLife
}

// State is the plan's content as logged.
func (p WorkPlan) State() PlanState { return PlanState{p.PlanContent, p.PlanLife} }

// NewPlan is a draft plan to be created in a body.
type NewPlan struct {
	Code string
	Body string
	PlanContent
}

// Faults lists the broken rules of a new plan.
func (p NewPlan) Faults() Faults {
	var f Faults
	f.newCode("/code", p.Code)
	f.code("/body", p.Body)
	if p.Predecessor != "" && p.Predecessor == p.Code {
		f.Add("/predecessor", "own_predecessor", "a plan cannot follow itself")
	}
	return append(f, p.PlanContent.Faults()...)
}

// Faults lists the broken rules of a plan's content.
func (p PlanContent) Faults() Faults {
	var f Faults
	f.name("/title", p.Title, true)
	f.period("/period_start", p.PeriodStart, "/period_end", p.PeriodEnd)
	oneOf(&f, "/audience", p.Audience, true, Audiences...)
	if p.Predecessor != "" {
		f.code("/predecessor", p.Predecessor)
	}
	f.text("/notes", p.Notes)
	f.text("/source", p.Source)
	return f
}

// Endorsement is the act that ends a draft. On may be partial; where no date is recorded anywhere it is empty and Note must say so.
type Endorsement struct {
	On      PartialDate
	Meeting string
	Note    string
}

// Faults lists the broken rules of an endorsement made today.
func (e Endorsement) Faults(today Date) Faults {
	var f Faults
	f.partial("/endorsed_on", e.On)
	if e.On.First() > today {
		f.Add("/endorsed_on", "in_future", "%s lies in the future; today is %s", e.On, today)
	}
	if e.On == "" && blank(e.Note) {
		f.Add("/note", "required", "where no date of endorsement is recorded, say so in the note")
	}
	if e.Meeting != "" {
		f.code("/meeting", e.Meeting)
	}
	f.text("/note", e.Note)
	return f
}

// Endorse is the life of the plan after the endorsement, and the day from which it counts: the first day that On covers, the first day of
// the plan's period where no date is recorded, and never later than today. Only a draft with at least one
// objective or item is endorsed, unless Note says why it is empty: an old plan may be known only by its title.
func (p WorkPlan) Endorse(e Endorsement, entries int, today Date) (PlanLife, Date, error) {
	if p.Status != PlanDraft {
		return p.PlanLife, "", Clash("plan-not-draft", "Plan %s is %s; only a draft can be endorsed.", p.Code, p.Status)
	}
	if faults := e.Faults(today); len(faults) > 0 {
		return p.PlanLife, "", faults.Err()
	}
	if entries == 0 && blank(e.Note) {
		return p.PlanLife, "", Clash("plan-empty", "Plan %s has no objective and no item yet. Add them, then endorse; "+
			"or, where the contents of a plan that was endorsed are not known, say so in the note.", p.Code)
	}
	life := p.PlanLife
	life.Status, life.Revision = PlanEndorsed, 1
	life.EndorsedOn, life.EndorsedMeeting, life.EndorsementNote = e.On, e.Meeting, e.Note
	from := e.On.First()
	if e.On == "" {
		from = p.PeriodStart.First()
	}
	return life, min(from, today), nil
}

// Editable says whether the plan's content, objectives and items may be edited as a draft; the refusal names the way that is open.
func (p WorkPlan) Editable() error {
	switch p.Status {
	case PlanDraft:
		return nil
	case PlanClosed:
		return Clash("plan-closed", "Plan %s is closed; its record no longer changes. Work goes on in a later plan.", p.Code)
	default:
		return Clash("plan-endorsed", "Plan %s is endorsed: its text, objectives, items, leads and dates change only by an amendment "+
			"that the co-chairs decide. To report progress, post a status update on the item.", p.Code)
	}
}
