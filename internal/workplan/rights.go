package workplan

import (
	"fmt"
	"slices"
	"strings"
)

// Action is something that the table of rights allows or refuses.
type Action string

// The actions. Reading content is not among them: what may be read is a matter of [Sight].
const (
	PostStatusUpdate Action = "post status update"
	DecideOnItem     Action = "withdraw, reopen or reinstate item"
	PostDeliverable  Action = "list deliverables and record their stages"
	SeekInvolvement  Action = "seek involvement"
	OfferInvolvement Action = "offer involvement"
	AnswerOffers     Action = "answer offers of involvement"
	EditDraft        Action = "create and edit draft plan, objectives, items"
	EndorsePlan      Action = "endorse plan"
	PreviewAmendment Action = "preview amendment"
	AmendPlan        Action = "amend endorsed plan"
	PrepareClosing   Action = "prepare carry-over and closing"
	CarryOverItems   Action = "carry over items"
	ClosePlan        Action = "close plan"
	ReopenPlan       Action = "reopen closed plan"
	IssueEditions    Action = "issue edition of the completion report"
	WaiveFindings    Action = "waive findings of the plan check"
	ProposeItem      Action = "propose item for the next plan"
	SupportProposal  Action = "support proposal"
	DecideProposals  Action = "decide on proposals"
	ReopenProposal   Action = "reopen declined proposal"
	ReadWindows      Action = "read proposal windows"
	KeepWindows      Action = "keep proposal windows"
	ReadMeetings     Action = "read meetings"
	KeepMeetings     Action = "keep meetings"
	AdoptRecords     Action = "adopt record of a meeting"
	IssueCorrigenda  Action = "issue corrigendum to an adopted record"
	RunRounds        Action = "run reporting rounds"
	ReadRounds       Action = "read reporting rounds and returns"
	ReadRoundMails   Action = "read mails of reporting rounds"
	ReadObligations  Action = "read own obligations"
	ReadRegister     Action = "read members and memberships"
	KeepMembers      Action = "keep members"
	KeepMemberships  Action = "keep memberships"
	CreateBody       Action = "create body"
	EditBody         Action = "edit body"
	KeepUsers        Action = "keep users and role bindings"
	KeepOwnTokens    Action = "keep own tokens"
	KeepOwnMail      Action = "keep own time zone and digest mail"
	ReadAudit        Action = "read audit"
)

// Scope bounds what a token may do. A token never has more than its owner's rights of the moment.
type Scope string

// The scopes of a token.
const (
	ScopeRead     Scope = "read"
	ScopeUpdates  Scope = "updates"
	ScopePlans    Scope = "plans"
	ScopeRegister Scope = "register"
	ScopeUsers    Scope = "users"
	ScopeTokens   Scope = "tokens"
	ScopeAudit    Scope = "audit"
)

// Scopes lists the scopes of a token.
var Scopes = []Scope{ScopeRead, ScopeUpdates, ScopePlans, ScopeRegister, ScopeUsers, ScopeTokens, ScopeAudit}

// Reach says how far a role's right to an action goes. The empty reach is none.
type Reach string

// The reaches.
const (
	Everywhere Reach = "yes"
	InBody     Reach = "in own body"
	OwnItems   Reach = "items own member leads"
	OnBehalf   Reach = "in own body, on a lead's behalf, marked"
	// OwnStanding: where an own member stands in the body as more than a guest; OnMembersBehalf: for any such member.
	OwnStanding Reach = "for own member, a member or observer of the body"
	// ForMember: the member whose thing it is, or any own member with a standing, be it a guest's.
	ForMember       Reach = "for own member"
	ForOthers       Reach = "in own body, on a member's behalf or from a meeting, marked"
	OnMembersBehalf Reach = "in own body, on a member's behalf, marked"
	NotCoChairs     Reach = "in own body, not co-chairs"
	SystemRecord    Reach = "users and settings"
)

// Right is one row of the table: the scope a token needs, and how far each role reaches. RoleFocalPoint's column also stands for members
// and observers reading through their focal points; a role that is absent has no such right.
type Right struct {
	Action Action
	Scope  Scope
	Reach  map[Role]Reach
}

// Rights is the table of who may do what (design, section 3.4). It decides, and [RightsTable] prints it.
var Rights = []Right{
	{PostStatusUpdate, ScopeUpdates, map[Role]Reach{RoleFocalPoint: OwnItems, RoleSecretariat: OnBehalf}},
	{DecideOnItem, ScopeUpdates, map[Role]Reach{RoleCoChair: InBody}},
	{PostDeliverable, ScopeUpdates, map[Role]Reach{RoleFocalPoint: OwnItems, RoleSecretariat: OnBehalf}},
	{SeekInvolvement, ScopeUpdates, map[Role]Reach{RoleFocalPoint: OwnItems, RoleSecretariat: OnBehalf}},
	{OfferInvolvement, ScopeUpdates, map[Role]Reach{RoleFocalPoint: OwnStanding, RoleSecretariat: OnMembersBehalf}},
	{AnswerOffers, ScopeUpdates, map[Role]Reach{RoleFocalPoint: OwnItems, RoleSecretariat: OnBehalf}},
	{EditDraft, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{EndorsePlan, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{PreviewAmendment, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{AmendPlan, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{PrepareClosing, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{CarryOverItems, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{ClosePlan, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{ReopenPlan, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{IssueEditions, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{WaiveFindings, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ProposeItem, ScopeUpdates, map[Role]Reach{RoleReader: InBody, RoleFocalPoint: ForMember, RoleSecretariat: ForOthers, RoleCoChair: ForOthers}},
	{SupportProposal, ScopeUpdates, map[Role]Reach{RoleFocalPoint: ForMember, RoleSecretariat: OnMembersBehalf}},
	{DecideProposals, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ReopenProposal, ScopePlans, map[Role]Reach{RoleCoChair: InBody}},
	{ReadWindows, ScopeRead, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere}},
	{KeepWindows, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ReadMeetings, ScopeRead, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere}},
	{KeepMeetings, ScopeRegister, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{AdoptRecords, ScopeRegister, map[Role]Reach{RoleCoChair: InBody}},
	{IssueCorrigenda, ScopeRegister, map[Role]Reach{RoleCoChair: InBody}},
	{RunRounds, ScopePlans, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ReadRounds, ScopeRead, map[Role]Reach{RoleReader: InBody, RoleFocalPoint: OwnStanding, RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ReadRoundMails, ScopeRead, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody}},
	{ReadObligations, ScopeRead, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere, RoleAdmin: Everywhere}},
	{ReadRegister, ScopeRead, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere, RoleAdmin: Everywhere}},
	{KeepMembers, ScopeRegister, map[Role]Reach{RoleSecretariat: Everywhere, RoleCoChair: Everywhere, RoleAdmin: Everywhere}},
	{KeepMemberships, ScopeRegister, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody, RoleAdmin: Everywhere}},
	{CreateBody, ScopeRegister, map[Role]Reach{RoleAdmin: Everywhere}},
	{EditBody, ScopeRegister, map[Role]Reach{RoleSecretariat: InBody, RoleCoChair: InBody, RoleAdmin: Everywhere}},
	{KeepUsers, ScopeUsers, map[Role]Reach{RoleSecretariat: NotCoChairs, RoleCoChair: InBody, RoleAdmin: Everywhere}},
	{KeepOwnTokens, ScopeTokens, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere, RoleAdmin: Everywhere}},
	{KeepOwnMail, ScopeTokens, map[Role]Reach{RoleReader: Everywhere, RoleFocalPoint: Everywhere, RoleSecretariat: Everywhere, RoleCoChair: Everywhere, RoleAdmin: Everywhere}},
	{ReadAudit, ScopeAudit, map[Role]Reach{RoleFocalPoint: OwnItems, RoleSecretariat: InBody, RoleCoChair: InBody, RoleAdmin: SystemRecord}},
}

// Object is what an action is aimed at: the body it lies in, and the leads where it is an item. The zero Object is the system itself.
type Object struct {
	Body  string
	Leads List
}

// Entitlement is the answer to "may the actor do this": the role that carries it and how far that role reaches.
type Entitlement struct {
	Allowed bool
	As      Role
	Reach   Reach
}

// May answers from [Rights] whether the actor may do this to the object today. The first role of [BindableRoles] that carries it is named.
func (a Actor) May(action Action, object Object) Entitlement {
	right := RightTo(action)
	if !a.scoped(right.Scope) {
		return Entitlement{}
	}
	for _, role := range BindableRoles {
		reach, granted := right.Reach[role]
		if granted && a.reaches(role, reach, object) {
			return Entitlement{Allowed: true, As: role, Reach: reach}
		}
	}
	return Entitlement{}
}

// Must is May as an error that says who may.
func (a Actor) Must(action Action, object Object) error {
	if a.May(action, object).Allowed {
		return nil
	}
	right := RightTo(action)
	if err := a.MustHave(right.Scope); err != nil {
		return err
	}
	return Refused("You may not %s here. %s", action, right.Who())
}

// MustHave refuses an actor that uses a token without the scope.
func (a Actor) MustHave(s Scope) error {
	if a.scoped(s) {
		return nil
	}
	return &Error{Kind: Forbidden, Slug: "missing-scope", Detail: Say("This token lacks the scope %q. Use a token that has it.", s)}
}

// RightTo is the row of an action.
func RightTo(action Action) Right {
	for _, r := range Rights {
		if r.Action == action {
			return r
		}
	}
	return Right{Action: action}
}

func (a Actor) reaches(role Role, reach Reach, object Object) bool {
	switch reach {
	case InBody, OnBehalf, OnMembersBehalf, ForOthers, NotCoChairs:
		return object.Body != "" && a.Has(role, object.Body)
	case OwnItems:
		return slices.ContainsFunc(a.MembersIn(object.Body), object.Leads.Has)
	case OwnStanding:
		return object.Body != "" && len(a.StandingIn(object.Body)) > 0
	case ForMember:
		return slices.ContainsFunc(a.standingsIn(object.Body), func(g Grant) bool { return len(object.Leads) == 0 || object.Leads.Has(g.Member) })
	case Everywhere:
		return a.Has(role, "")
	case SystemRecord:
		return object.Body == "" && a.Has(role, "")
	default:
		return false
	}
}

func (a Actor) scoped(s Scope) bool { return a.Token == "" || slices.Contains(a.Scopes, s) }

// Who tells in words who has a right.
func (r Right) Who() Sentence {
	var who Series
	for _, role := range BindableRoles {
		if reach, ok := r.Reach[role]; ok {
			who = append(who, Say("%s (%s)", spaced[Role]{role}, reach))
		}
	}
	return Say("That is for: %s.", who)
}

// RightsTable prints [Rights] as Markdown, for the documentation.
func RightsTable() string {
	var b strings.Builder
	b.WriteString("| action | token scope | " + join(BindableRoles, " | ") + " |\n|---|---|" + strings.Repeat("---|", len(BindableRoles)) + "\n")
	for _, r := range Rights {
		fmt.Fprintf(&b, "| %s | %s |", r.Action, r.Scope)
		for _, role := range BindableRoles {
			reach := r.Reach[role]
			if reach == "" {
				reach = "-"
			}
			fmt.Fprintf(&b, " %s |", reach)
		}
		b.WriteString("\n")
	}
	return b.String()
}
