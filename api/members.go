package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// MemberKind is the published form of a member's kind.
type MemberKind string //@name MemberKind

// The kinds of member.
const (
	KindState         MemberKind = "state"
	KindOrganisation  MemberKind = "organisation"
	KindRegionalBody  MemberKind = "regional_body"
	KindCivilSociety  MemberKind = "civil_society"
	KindPrivateSector MemberKind = "private_sector"
	KindSupportOffice MemberKind = "support_office"
)

// Member is the published form of a member.
//
//	@Description	A state or organisation in the register that all bodies share. Its standing in a body is a membership.
type Member struct {
	Code      string     `json:"code" validate:"required" example:"vietnam"`                                       // The code by which it is named, for good
	Name      string     `json:"name" validate:"required" example:"Vietnam"`                                       // Its full name
	ShortName string     `json:"short_name" validate:"required" example:"Vietnam"`                                 // Its short name; may be empty
	Kind      MemberKind `json:"kind" validate:"required" example:"state"`                                         // What it is: a state, an organisation, and so on; its standing in a body is a membership
	Aliases   []string   `json:"aliases" validate:"required" example:"Viet Nam"`                                   // Other names in real use, found by search
	Note      string     `json:"note" validate:"required" example:""`                                              // Remarks; may be empty
	Source    string     `json:"source" validate:"required" example:"Co-Chairs' Statement, Ninth Annual Meeting"`  // Where the facts come from; may be empty
	CreatedAt time.Time  `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was first recorded (UTC)
	UpdatedAt time.Time  `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Member

// MemberFields are the members of a member that can be edited.
type MemberFields struct {
	ShortName string   `json:"short_name" maxLength:"300" extensions:"x-nullable" example:"Vietnam"`                                  // Its short name; may be empty
	Aliases   []string `json:"aliases" maxItems:"20" extensions:"x-nullable" example:"Viet Nam"`                                      // Other names in real use, found by search
	Note      string   `json:"note" maxLength:"20000" extensions:"x-nullable" example:""`                                             // Remarks; may be empty
	Source    string   `json:"source" maxLength:"20000" extensions:"x-nullable" example:"Co-Chairs' Statement, Ninth Annual Meeting"` // Where the facts come from; may be empty
}

// NewMember asks for a member.
//
//	@Description	A member to be entered in the register.
type NewMember struct {
	Code string     `json:"code" validate:"required" maxLength:"60" extensions:"x-pattern=^[a-z0-9]+(-[a-z0-9]+)*$" example:"vietnam"` // The code by which it is named, for good: lower-case letters and digits, parts joined by hyphens
	Name string     `json:"name" validate:"required" maxLength:"300" example:"Vietnam"`                                                // Its full name
	Kind MemberKind `json:"kind" validate:"required" example:"state"`                                                                  // What it is: a state, an organisation, and so on; its standing in a body is a membership
	MemberFields
} //@name NewMember

// MemberPatch changes a member.
//
//	@Description	What is to change in a member (JSON merge patch): what is absent stays, null clears.
type MemberPatch struct {
	Name string     `json:"name" maxLength:"300" example:"Vietnam"` // Its full name
	Kind MemberKind `json:"kind" example:"state"`                   // What it is: a state, an organisation, and so on; its standing in a body is a membership
	MemberFields
} //@name MemberPatch

func memberDTO(m workplan.Member) Member {
	return Member{Code: m.Code, Name: m.Name, ShortName: m.ShortName, Kind: MemberKind(m.Kind), Aliases: texts(m.Aliases), Note: m.Note,
		Source: m.Source, CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
}

func memberResource(m workplan.Member) resource {
	return resource{Base + "/members/" + m.Code, m.Version, memberDTO(m)}
}

func (d MemberPatch) content() workplan.MemberContent {
	return workplan.MemberContent{Name: d.Name, ShortName: d.ShortName, Kind: workplan.MemberKind(d.Kind), Aliases: d.Aliases, Note: d.Note, Source: d.Source}
}

func memberPatch(m workplan.MemberContent) MemberPatch {
	return MemberPatch{Name: m.Name, Kind: MemberKind(m.Kind),
		MemberFields: MemberFields{ShortName: m.ShortName, Aliases: m.Aliases, Note: m.Note, Source: m.Source}}
}

func (d NewMember) input() workplan.NewMember {
	return workplan.NewMember{Code: d.Code, MemberContent: MemberPatch{d.Name, d.Kind, d.MemberFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewMember) Faults() workplan.Faults { return d.input().Faults() }

// memberFields are the members of a member that a reader can pick.
var memberFields = membersOf[Member]()

// listMembers answers the register.
//
//	@ID				listMembers
//	@Summary		List members
//	@Description	The register of states and organisations. q finds names and aliases: "vietnam" finds Viet Nam.
//	@Tags			members
//	@Param			kind							query		[]string	false	"Only of these kinds"	Enums(state, organisation, regional_body, civil_society, private_sector, support_office)	collectionFormat(csv)
//	@Param			list							query		listQuery	false	"Search, order and page"
//	@Success		200								{object}	Page[Member]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/members [get]
func (a *API) listMembers(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "kind", "q", "fields")
	f := workplan.MemberFilter{Kind: enums(q, "kind", workplan.MemberKinds), Query: q.text("q")}
	page := q.page(workplan.MemberSorts)
	q.pick(memberFields)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Member], error) {
		return a.Tracker.ListMembers(ctx, actor, f, page)
	}, memberDTO)
}

// createMember enters a member.
//
//	@ID				createMember
//	@Summary		Create a member
//	@Description	For a secretariat or co-chair of any body, and for an admin. The code is for life.
//	@Tags			members
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			member										body		NewMember	true	"The member"
//	@Success		201											{object}	Member
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/members [post]
func (a *API) createMember(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewMember) (workplan.Member, error) {
		return a.Tracker.CreateMember(ctx, actor, in.input())
	}, memberResource)
}

// getMember answers one member.
//
//	@ID				getMember
//	@Summary		Read a member
//	@Description	One state or organisation of the register.
//	@Tags			members
//	@Param			member							path		string	true	"Member code"	extensions(x-example=vietnam)
//	@Success		200								{object}	Member
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/members/{member} [get]
func (a *API) getMember(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (workplan.Member, error) {
		return a.Tracker.Member(ctx, actor, c.Param("member"))
	}, memberResource)
}

// editMember changes a member.
//
//	@ID				editMember
//	@Summary		Edit a member
//	@Description	For a secretariat or co-chair of any body, and for an admin.
//	@Tags			members
//	@Accept			json,application/merge-patch+json
//	@Param			member												path		string		true	"Member code"	extensions(x-example=vietnam)
//	@Param			If-Match											header		string		true	"ETag of the member as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		MemberPatch	true	"What is to change"
//	@Success		200													{object}	Member
//	@Failure		400,401,403,404,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/members/{member} [patch]
func (a *API) editMember(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[MemberPatch], known []int64) (workplan.Member, error) {
		return a.Tracker.EditMember(ctx, actor, c.Param("member"), known, applying(p, memberPatch, MemberPatch.content))
	}, memberResource)
}
