package workplan

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// ChangeKind says in what way an item differs between two dates.
type ChangeKind string

// The kinds of difference. Moved covers the changes of status that have no kind of their own.
const (
	ChangeAdded       ChangeKind = "added"
	ChangeCompleted   ChangeKind = "completed"
	ChangeWithdrawn   ChangeKind = "withdrawn"
	ChangePostponed   ChangeKind = "postponed"
	ChangeReopened    ChangeKind = "reopened"
	ChangeCarriedOver ChangeKind = "carried_over"
	ChangeMoved       ChangeKind = "moved"
	ChangeReLed       ChangeKind = "re_led"
	ChangeReDated     ChangeKind = "re_dated"
	ChangeRemoved     ChangeKind = "removed"
)

// ChangeKinds lists the kinds of difference.
var ChangeKinds = []ChangeKind{ChangeAdded, ChangeCompleted, ChangeWithdrawn, ChangePostponed, ChangeReopened, ChangeCarriedOver, ChangeMoved, ChangeReLed, ChangeReDated, ChangeRemoved}

// CauseKind says what brought a difference about.
type CauseKind string

// A difference comes from an update, from an edit of the plan while it was a draft, or from an amendment of the endorsed plan.
const (
	CauseUpdate    CauseKind = "update"
	CauseDraft     CauseKind = "draft_edit"
	CauseAmendment CauseKind = "amendment"
)

// CauseKinds lists the kinds of cause.
var CauseKinds = []CauseKind{CauseUpdate, CauseDraft, CauseAmendment}

// EarlierState is the plan at the date with which a report is compared.
type EarlierState struct {
	AsOf  Date
	Plan  WorkPlan
	Items []ActionItem
}

// Comparison is what changed in a plan since an earlier date, and which stages its deliverables have reached since.
type Comparison struct {
	Since    Date
	Headline Counts
	Changes  []ItemChange
	Stages   []StageSince
}

// ItemChange is one difference of one item and what brought it about. Cause is the update, Amended the amendment, where it was one that the reader may see. A new date
// is a new due date, brought by an edit or amendment, or a new planned completion of the lead's own (see [ItemChange.Planned]), which takes the place of the one
// before or of the due date; FromDue says that it is the due date.
type ItemChange struct {
	Ref      string
	Title    string
	Kind     ChangeKind
	Was      string
	Is       string
	CausedBy CauseKind
	Cause    *StatusUpdate
	Amended  *Amendment
	FromDue  bool
}

// Planned says whether a new date is what the lead plans: the due date that the plan sets stays as it is.
func (c ItemChange) Planned() bool { return c.Kind == ChangeReDated && c.CausedBy == CauseUpdate }

// compare lists, item by item in the order of the plan, what differs from the earlier state, and last the items that are no longer there.
func compare(earlier EarlierState, src ReportSource) *Comparison {
	before := map[int64]ActionItem{}
	lines := make([]ReportItem, len(earlier.Items))
	then := ReportSource{Plan: earlier.Plan, View: View{AsOf: earlier.AsOf}}
	_, silentSince := SilenceSince(src.Meetings, earlier.Plan, earlier.AsOf)
	for i, item := range earlier.Items {
		before[item.ID] = item
		lines[i] = reportItem(then, item, silentSince)
	}
	c := Comparison{Since: earlier.AsOf, Headline: count(lines), Stages: stagesSince(src, earlier.AsOf)}
	edited := CauseAmendment
	if earlier.Plan.Status == PlanDraft {
		edited = CauseDraft
	}
	for _, item := range src.Items {
		was, existed := before[item.ID]
		if !existed {
			c.Changes = append(c.Changes, src.amended(ItemChange{Ref: item.Ref, Title: item.Title, Kind: ChangeAdded, CausedBy: edited}, "title"))
			was = ActionItem{ItemContent: item.ItemContent, Standing: Unreported()}
		}
		c.Changes = append(c.Changes, differences(src, edited, was, item)...)
		delete(before, item.ID)
	}
	for _, item := range slices.SortedFunc(maps.Values(before), byRef) {
		c.Changes = append(c.Changes, ItemChange{Ref: item.Ref, Title: item.Title, Kind: ChangeRemoved, Was: string(item.Status), CausedBy: edited})
	}
	return &c
}

// fieldOf is the field of an item that differs in a difference of a kind which an amendment can cause.
var fieldOf = map[ChangeKind]string{ChangeReLed: "leads", ChangeReDated: "due"}

// amended adds to a difference that comes from an amendment which one it was.
func (src ReportSource) amended(c ItemChange, field string) ItemChange {
	if c.CausedBy == CauseAmendment {
		c.Amended = src.amendedBy(c.Ref, field)
	}
	return c
}

func differences(src ReportSource, edited CauseKind, was, is ActionItem) []ItemChange {
	var changes []ItemChange
	add := func(kind ChangeKind, from, to string, by CauseKind, cause *StatusUpdate) {
		c := ItemChange{Ref: is.Ref, Title: is.Title, Kind: kind, Was: from, Is: to, CausedBy: by, Cause: cause}
		changes = append(changes, src.amended(c, fieldOf[kind]))
	}
	if was.Status != is.Status {
		add(changeOfStatus(was.Status, is.Status), string(was.Status), string(is.Status), CauseUpdate, src.update(is, is.StatusUpdate))
	}
	if from, to := sorted(was.Leads), sorted(is.Leads); !slices.Equal(from, to) {
		add(ChangeReLed, strings.Join(from, ", "), strings.Join(to, ", "), edited, nil)
	}
	if was.Due != is.Due {
		add(ChangeReDated, string(was.Due), string(is.Due), edited, nil)
	}
	if RePlanned(was, is) {
		add(ChangeReDated, string(cmp.Or(was.PlannedCompletion, was.Due)), string(is.PlannedCompletion), CauseUpdate, src.plannedBy(is))
		changes[len(changes)-1].FromDue = was.PlannedCompletion == "" && was.Due != ""
	}
	return changes
}

// RePlanned says whether the lead plans another completion than it did, or than the item was due where it had planned none. A date that only
// says more or less exactly what was said before is no other date.
func RePlanned(was, is ActionItem) bool {
	from, to := cmp.Or(was.PlannedCompletion, was.Due), is.PlannedCompletion
	return to != "" && to != was.PlannedCompletion && !to.Within(from) && !from.Within(to)
}

// plannedBy is the update that set the planned completion of an item, nil where none did that the reader may see.
func (src ReportSource) plannedBy(item ActionItem) *StatusUpdate {
	return src.update(item, PlannedBy(slices.Collect(maps.Values(src.Updates[item.ID])), src.View))
}

// PlannedBy is the number of the update that set the planned completion which holds in the view: of several that name the same date one after
// the other, the first. It is 0 where none holds.
func PlannedBy(updates []StatusUpdate, v View) int {
	standing, by := Unreported(), 0
	for _, u := range InForce(updates, v) {
		after := standing.After(u)
		switch {
		case after.PlannedCompletion == "":
			by = 0
		case after.PlannedCompletion != standing.PlannedCompletion:
			by = u.Number
		}
		standing = after
	}
	return by
}

func changeOfStatus(was, is Status) ChangeKind {
	switch {
	case is == StatusCompleted:
		return ChangeCompleted
	case is == StatusWithdrawn:
		return ChangeWithdrawn
	case is == StatusPostponed:
		return ChangePostponed
	case is == StatusCarriedOver:
		return ChangeCarriedOver
	case was == StatusCompleted:
		return ChangeReopened
	default:
		return ChangeMoved
	}
}

func sorted(l List) []string { return slices.Sorted(slices.Values(l)) }
