package workplan

import (
	"slices"
	"time"
)

// Page asks for part of a list: at most Limit rows in the order of Sort, after the row whose keys After holds (as [Listing.Next] gave them).
type Page struct {
	Limit int
	Sort  []Sort
	After []string
}

// Sort is one word by which a list is ordered, falling when Desc.
type Sort struct {
	Word string
	Desc bool
}

// Listing is one page of a list. Next holds the keys of its last row where more follow, nil at the end.
type Listing[T any] struct {
	Rows []T
	Next []string
}

// FoundWord is a place in a text, in bytes, at which a search found a word; Word is which of the words searched for, from 0 on.
type FoundWord struct{ From, To, Word int }

// Words by which lists can be sorted. Each list is ordered by its first word unless asked otherwise.
var (
	PlanSorts       = []string{"code", "updated"}
	ItemSorts       = []string{"ref", "due", "updated", "reported"}
	UpdateSorts     = []string{"recorded", "effective"}
	ItemUpdateSorts = []string{"number", "effective"}
	MemberSorts     = []string{"code", "name"}
	MeetingSorts    = []string{"starts", "code"}
	MembershipSorts = []string{"number"}
	UserSorts       = []string{"username"}
	AuditSorts      = []string{"recorded"}
	EditionSorts    = []string{"number"}
	WaiverSorts     = []string{"number"}
	AmendmentSorts  = []string{"number", "effective"}

	ItemDeliverableSorts = []string{"number", "reached", "title"}
	DeliverableSorts     = []string{"item", "reached", "title"}
	StageSorts           = []string{"number"}
	ItemOpeningSorts     = []string{"number", "until"}
	OpeningSorts         = []string{"until", "item", "opened"}
	OfferSorts           = []string{"member"}
	MyOfferSorts         = []string{"recorded"}
	// EntrySorts are those of the entries of a meeting's record, and of its corrigenda.
	EntrySorts      = []string{"number"}
	DecisionSorts   = []string{"held", "meeting"}
	RoundSorts      = []string{"number", "due"}
	ReturnSorts     = []string{"item", "lead", "answered"}
	ObligationSorts = []string{"urgency"}
	MailSorts       = []string{"window"}
	WindowSorts     = []string{"number", "opens"}
	ProposalSorts   = []string{"number", "proposed", "decided", "supports", "title"}
)

// PlanFilter narrows a list of plans; what is empty does not narrow.
type PlanFilter struct {
	Body   List
	Status []PlanStatus
	Query  string
}

// ItemFilter narrows a list of items; what is empty does not narrow. Lead, Supporting, Partner and Member hold member codes (any of); Member
// means in any role.
type ItemFilter struct {
	Plan         List
	Body         List
	Objective    []int
	Status       []Status
	Nature       []Nature
	Health       []Health
	Lead         List
	Supporting   List
	Partner      List
	Member       List
	Topic        List
	Overdue      *bool
	DueBefore    Date
	DueAfter     Date
	UpdatedSince time.Time
	Query        string
	Today        Date
}

// UpdateFilter narrows a list of updates; what is empty does not narrow.
type UpdateFilter struct {
	Plan          List
	Body          List
	Ref           string
	Lead          List
	Kind          []UpdateKind
	Status        []Status
	Meeting       List
	RecordedSince time.Time
	Query         string
	View          View
}

// MemberFilter narrows the register.
type MemberFilter struct {
	Kind  []MemberKind
	Query string
}

// UserFilter narrows a list of users. Role and Body keep those with a role today, or one to come, that is any of these in any of those bodies.
type UserFilter struct {
	Query string
	Role  []Role
	Body  List
	// On is the day by which roles are judged; the tracker sets it.
	On Date
}

// MeetingFilter narrows a list of meetings; Member keeps those that any of the members is recorded to have attended, as far as the reader sees it.
type MeetingFilter struct {
	Body   List
	Member List
	Query  string
}

// AttendanceFilter narrows the attendance of a meeting; what is empty does not narrow.
type AttendanceFilter struct {
	Member   List
	Capacity []Capacity
	Category []Category
}

// AuditFilter narrows the audit; what is empty does not narrow.
type AuditFilter struct {
	Chain  List
	Plan   string
	Ref    string
	Actor  string
	Action string
	Since  time.Time
	Until  time.Time
}

// WindowFilter narrows a list of proposal windows; what is empty does not narrow.
type WindowFilter struct{ State []WindowState }

// Keeps says whether a window in a state passes the filter.
func (f WindowFilter) Keeps(s WindowState) bool { return among(f.State, s) }

// ProposalFilter narrows a list of proposals; what is empty does not narrow. Proposer and Lead hold member codes. Meeting keeps what was voiced or
// decided at any of the meetings, Item what went on in any of the items ("plan/ref"). Query finds number, title, need, expected output and topics.
type ProposalFilter struct {
	Body      List
	State     []ProposalState
	Origin    []ProposalOrigin
	Window    []int
	Objective []int
	Proposer  List
	Supporter List
	Lead      List
	Topic     List
	Meeting   List
	Item      List
	Query     string
}

// Keeps says whether a proposal, as it stands, passes every part of the filter but Query, for which search is needed.
func (f ProposalFilter) Keeps(p ProposalReading) bool {
	meetings := List{p.Meeting}
	for _, d := range p.Decisions {
		meetings = append(meetings, d.Meeting)
	}
	return among(f.Body, p.Body) && among(f.State, p.State) && among(f.Origin, p.Origin) && among(f.Window, p.InWindow) && among(f.Objective, p.Objective) &&
		among(f.Proposer, p.ProposedBy) && overlap(f.Supporter, p.Supporting()) && overlap(f.Lead, p.ProposedLead) && overlap(f.Topic, p.Topics) &&
		overlap(f.Meeting, meetings) && among(f.Item, p.Ends.Item)
}

// WaiverFilter narrows a list of waivers; what is empty does not narrow.
type WaiverFilter struct {
	Rule  List
	State []WaiverState
}

// AmendmentFilter narrows a list of amendments; what is empty does not narrow. Ref and Objective ask for those that touched an item or objective.
type AmendmentFilter struct {
	Ref       List
	Objective []int
	Meeting   List
	Act       []AmendmentAct
}

// Keeps says whether an amendment passes the filter.
func (f AmendmentFilter) Keeps(a AmendmentReading) bool {
	return among(f.Meeting, a.Meeting) && slices.ContainsFunc(a.Changes, func(c AmendmentChange) bool {
		return among(f.Ref, c.Ref) && among(f.Objective, c.Objective) && among(f.Act, c.Act)
	})
}

// Keeps says whether a waiver passes the filter.
func (f WaiverFilter) Keeps(w WaiverReading) bool {
	return among(f.Rule, w.Rule) && among(f.State, w.State)
}

// Keeps says whether an item, as it stands, passes every part of the filter but Plan, Body and Query, for which more than the item is needed.
// It states for one value what the store's query does; a test holds the two together.
func (f ItemFilter) Keeps(i ActionItem) bool {
	return among(f.Objective, i.Objective) && among(f.Status, i.Status) && among(f.Nature, i.Nature) && among(f.Health, i.Health) &&
		overlap(f.Lead, i.Leads) && overlap(f.Supporting, i.Supporting) && overlap(f.Partner, i.Partners) && overlap(f.Topic, i.Topics) &&
		overlap(f.Member, slices.Concat(i.Leads, i.Supporting, i.Partners)) &&
		(f.Overdue == nil || *f.Overdue == (i.Overdue(f.Today) > 0)) &&
		(f.DueBefore == "" || i.DueKey < f.DueBefore) && (f.DueAfter == "" || i.Due != "" && i.DueKey > f.DueAfter) &&
		(f.UpdatedSince.IsZero() || !i.UpdatedAt.Before(f.UpdatedSince))
}

// among says whether a value is one of those asked for; none asked for means any.
func among[T comparable](asked []T, value T) bool {
	return len(asked) == 0 || slices.Contains(asked, value)
}

func overlap(asked, has List) bool { return len(asked) == 0 || slices.ContainsFunc(asked, has.Has) }

// Keeps says whether an attendant of a category passes the filter.
func (f AttendanceFilter) Keeps(a Attendant, c Category) bool {
	return (len(f.Member) == 0 || a.Member != "" && f.Member.Has(a.Member)) && among(f.Capacity, a.Capacity) && among(f.Category, c)
}

// RoundFilter narrows a list of rounds; what is empty does not narrow.
type RoundFilter struct {
	Body    List
	Meeting List
	State   []RoundState
	Today   Date
}

// Keeps says whether a round passes the filter.
func (f RoundFilter) Keeps(r ReportingRound) bool {
	return among(f.Body, r.Body) && among(f.Meeting, r.Meeting) && among(f.State, r.State(f.Today))
}

// ReturnFilter narrows the returns of a round; what is empty does not narrow. Item names items as "plan/ref".
type ReturnFilter struct {
	Plan List
	Lead List
	Kind []ReturnKind
	Late *bool
	Item List
}

// Keeps says whether a return passes the filter.
func (f ReturnFilter) Keeps(r Return) bool {
	return among(f.Plan, r.Item.Plan) && among(f.Lead, r.Lead) && among(f.Kind, r.Kind) && (f.Late == nil || *f.Late == r.Late) && among(f.Item, r.Item.Name())
}
