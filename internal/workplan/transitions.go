package workplan

// Need says what a change of status must bring with it.
type Need string

// The needs of a transition.
const (
	NeedsNothing    Need = ""
	NeedsReason     Need = "reason"
	NeedsCompletion Need = "completed_on, and done, evidence or a deliverable"
)

// Transition is one allowed change of an item's status, the action whose right it needs, and what it must bring.
type Transition struct {
	From, To Status
	By       Action
	Needs    Need
}

// Transitions is the table of allowed changes (design, section 3.1). What is not in it is refused with the allowed ones named.
// Who may reopen a completed item: whoever [Rights] lets decide on items.
var Transitions = []Transition{
	{StatusPlanned, StatusInProgress, PostStatusUpdate, NeedsNothing},
	{StatusPlanned, StatusCompleted, PostStatusUpdate, NeedsCompletion},
	{StatusPlanned, StatusPostponed, PostStatusUpdate, NeedsReason},
	{StatusInProgress, StatusCompleted, PostStatusUpdate, NeedsCompletion},
	{StatusInProgress, StatusPostponed, PostStatusUpdate, NeedsReason},
	{StatusPostponed, StatusPlanned, PostStatusUpdate, NeedsNothing},
	{StatusPostponed, StatusInProgress, PostStatusUpdate, NeedsNothing},
	{StatusPlanned, StatusWithdrawn, DecideOnItem, NeedsReason},
	{StatusInProgress, StatusWithdrawn, DecideOnItem, NeedsReason},
	{StatusPostponed, StatusWithdrawn, DecideOnItem, NeedsReason},
	{StatusCompleted, StatusInProgress, DecideOnItem, NeedsReason},
	{StatusWithdrawn, StatusPlanned, DecideOnItem, NeedsReason},
	{StatusPlanned, StatusCarriedOver, CarryOverItems, NeedsNothing},
	{StatusInProgress, StatusCarriedOver, CarryOverItems, NeedsNothing},
	{StatusPostponed, StatusCarriedOver, CarryOverItems, NeedsNothing},
}

// FindTransition looks up the change from one status to another.
func FindTransition(from, to Status) (Transition, bool) {
	for _, t := range Transitions {
		if t.From == from && t.To == to {
			return t, true
		}
	}
	return Transition{}, false
}

// fits says whether an update of a kind can have made the change.
func (t Transition) fits(kind UpdateKind) bool {
	switch t.By {
	case DecideOnItem:
		return kind == UpdateDecision
	case CarryOverItems:
		return kind == UpdateCarryOver
	default:
		return true
	}
}

// NextStatuses lists the statuses that an update may move an item to, from one status.
func NextStatuses(from Status) []Status {
	next := []Status{}
	for _, t := range Transitions {
		if t.From == from && t.By != CarryOverItems {
			next = append(next, t.To)
		}
	}
	return next
}

// illegal is the refusal of a change of status; it names the changes that are allowed.
func illegal(item ActionItem, from, to Status) error {
	next := NextStatuses(from)
	if len(next) == 0 {
		return Clash("illegal-transition", "Item %s was %s then; that is final, so it cannot become %s.", item.Name(), from, to)
	}
	return Clash("illegal-transition", "Item %s was %s then and cannot become %s; it can stay so or become %s.", item.Name(), from, to, Listed[Status](next))
}
