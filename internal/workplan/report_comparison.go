package workplan

import (
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

// EarlierState is the plan at the date with which a report is compared.
type EarlierState struct {
	AsOf  Date
	Plan  WorkPlan
	Items []ActionItem
}

// Comparison is what changed in a plan since an earlier date.
type Comparison struct {
	Since    Date
	Headline Counts
	Changes  []ItemChange
}

// ItemChange is one difference of one item, with the update that caused it where one did.
type ItemChange struct {
	Ref   string
	Title string
	Kind  ChangeKind
	Was   string
	Is    string
	Cause *StatusUpdate
}

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
	c := Comparison{Since: earlier.AsOf, Headline: count(lines)}
	for _, item := range src.Items {
		was, existed := before[item.ID]
		if !existed {
			c.Changes = append(c.Changes, ItemChange{Ref: item.Ref, Title: item.Title, Kind: ChangeAdded})
			was = ActionItem{ItemContent: item.ItemContent, Standing: Unreported()}
		}
		c.Changes = append(c.Changes, differences(src, was, item)...)
		delete(before, item.ID)
	}
	for _, item := range slices.SortedFunc(maps.Values(before), byRef) {
		c.Changes = append(c.Changes, ItemChange{Ref: item.Ref, Title: item.Title, Kind: ChangeRemoved, Was: string(item.Status)})
	}
	return &c
}

func differences(src ReportSource, was, is ActionItem) []ItemChange {
	var changes []ItemChange
	add := func(kind ChangeKind, from, to string, cause *StatusUpdate) {
		changes = append(changes, ItemChange{Ref: is.Ref, Title: is.Title, Kind: kind, Was: from, Is: to, Cause: cause})
	}
	if was.Status != is.Status {
		add(changeOfStatus(was.Status, is.Status), string(was.Status), string(is.Status), src.update(is, is.StatusUpdate))
	}
	if from, to := sorted(was.Leads), sorted(is.Leads); !slices.Equal(from, to) {
		add(ChangeReLed, strings.Join(from, ", "), strings.Join(to, ", "), nil)
	}
	if was.Due != is.Due {
		add(ChangeReDated, string(was.Due), string(is.Due), nil)
	} else if was.PlannedCompletion != is.PlannedCompletion && is.PlannedCompletion != "" && was.PlannedCompletion != "" {
		cause := src.update(is, is.LatestReport)
		if cause != nil && cause.PlannedCompletion != is.PlannedCompletion {
			cause = nil
		}
		add(ChangeReDated, string(was.PlannedCompletion), string(is.PlannedCompletion), cause)
	}
	return changes
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
