package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// MembershipRole is the published form of a standing.
type MembershipRole string //@name MembershipRole

// The standings.
const (
	MembershipCoChair  MembershipRole = "co_chair"
	MembershipMember   MembershipRole = "member"
	MembershipObserver MembershipRole = "observer"
	MembershipGuest    MembershipRole = "guest"
)

// Membership is the published form of a membership.
//
//	@Description	The dated standing of a member in a body. Partial dates are given as recorded; null is not recorded, without bound on that side.
type Membership struct {
	Number    int            `json:"number" validate:"required" example:"3"`                                                           // Its number within the body
	Body      string         `json:"body" validate:"required" example:"wg-tip"`                                                        // Code of the body
	Member    string         `json:"member" validate:"required" example:"ilo"`                                                         // Code of the member
	Role      MembershipRole `json:"role" validate:"required" example:"member"`                                                        // Its standing: co-chair, member, observer or guest
	From      *string        `json:"from" validate:"required" extensions:"x-nullable" example:"2023"`                                  // When it began: a year, quarter, month or day as given; null where not recorded
	To        *string        `json:"to" validate:"required" extensions:"x-nullable" example:"2025-Q2"`                                 // When it ended; null where it has not, or where that is not recorded
	Note      string         `json:"note" validate:"required" example:"Formalised by the co-chairs in 2023; the day is not recorded."` // Remarks; may be empty
	Source    string         `json:"source" validate:"required" example:"Co-Chairs' Statement, Ninth Annual Meeting"`                  // Where the facts come from; may be empty
	CreatedAt time.Time      `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                 // When it was first recorded (UTC)
	UpdatedAt time.Time      `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`                 // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name Membership

// MembershipFields are the members of a membership that can be edited.
type MembershipFields struct {
	From   workplan.PartialDate `json:"from" swaggertype:"string" extensions:"x-nullable" example:"2023"`                                      // When it began: a year, quarter, month or day as given; null where not recorded
	To     workplan.PartialDate `json:"to" swaggertype:"string" extensions:"x-nullable" example:"2025-Q2"`                                     // When it ended; null where it has not, or where that is not recorded
	Note   string               `json:"note" maxLength:"20000" extensions:"x-nullable" example:"Formalised by the co-chairs."`                 // Remarks; may be empty
	Source string               `json:"source" maxLength:"20000" extensions:"x-nullable" example:"Co-Chairs' Statement, Ninth Annual Meeting"` // Where the facts come from; may be empty
}

// NewMembership asks for a membership.
//
//	@Description	A standing of a member to be entered. Dates may be partial (2023, 2023-Q4, 2023-11, 2023-11-08).
type NewMembership struct {
	Member string         `json:"member" validate:"required" example:"ilo"`  // Code of the member
	Role   MembershipRole `json:"role" validate:"required" example:"member"` // Its standing: co-chair, member, observer or guest
	MembershipFields
} //@name NewMembership

// MembershipPatch changes a membership.
//
//	@Description	What is to change in a membership (JSON merge patch): what is absent stays, null clears. To end a standing, set to.
type MembershipPatch struct {
	Role MembershipRole `json:"role" example:"member"` // Its standing: co-chair, member, observer or guest
	MembershipFields
} //@name MembershipPatch

func membershipDTO(m workplan.Membership) Membership {
	return Membership{Number: m.Number, Body: m.Body, Member: m.Member, Role: MembershipRole(m.Role), From: orNull(m.FromDate), To: orNull(m.ToDate),
		Note: m.Note, Source: m.Source, CreatedAt: m.CreatedAt.UTC(), UpdatedAt: m.UpdatedAt.UTC()}
}

func membershipResource(m workplan.Membership) resource {
	return resource{fmt.Sprintf("%s/bodies/%s/memberships/%d", Base, m.Body, m.Number), m.Version, membershipDTO(m)}
}

func (d MembershipPatch) content() workplan.MembershipContent {
	return workplan.MembershipContent{Role: workplan.MembershipRole(d.Role), FromDate: d.From, ToDate: d.To, Note: d.Note, Source: d.Source}
}

func membershipPatch(m workplan.MembershipContent) MembershipPatch {
	return MembershipPatch{Role: MembershipRole(m.Role), MembershipFields: MembershipFields{From: m.FromDate, To: m.ToDate, Note: m.Note, Source: m.Source}}
}

func (d NewMembership) input() workplan.NewMembership {
	return workplan.NewMembership{Member: d.Member, MembershipContent: MembershipPatch{d.Role, d.MembershipFields}.content()}
}

// Faults lists the rules that the domain finds broken.
func (d NewMembership) Faults() workplan.Faults { return d.input().Faults() }

// listMemberships answers the standings in a body.
//
//	@ID				listMemberships
//	@Summary		List memberships
//	@Description	The standings of members in a body by number, past ones too. on keeps those in force on a day.
//	@Tags			members
//	@Param			body							path		string		true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			on								query		string		false	"Only those in force on this day, such as 2023-11-07"	Format(date)
//	@Param			list							query		pageQuery	false	"Page"
//	@Success		200								{object}	Page[Membership]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/memberships [get]
func (a *API) listMemberships(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "on")
	on, page := q.date("on"), q.page(workplan.MembershipSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[workplan.Membership], error) {
		return a.Tracker.ListMemberships(ctx, actor, c.Param("body"), on, page)
	}, membershipDTO)
}

// createMembership enters a standing.
//
//	@ID				createMembership
//	@Summary		Create a membership
//	@Description	For the body's secretariat and co-chairs, and for an admin.
//	@Tags			members
//	@Param			body										path		string			true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			Idempotency-Key								header		string			false	"Makes the request safe to repeat for 24 hours"
//	@Param			membership									body		NewMembership	true	"The membership"
//	@Success		201											{object}	Membership
//	@Failure		400,401,403,404,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/memberships [post]
func (a *API) createMembership(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewMembership) (workplan.Membership, error) {
		return a.Tracker.CreateMembership(ctx, actor, c.Param("body"), in.input())
	}, membershipResource)
}

// getMembership answers one standing.
//
//	@ID				getMembership
//	@Summary		Read a membership
//	@Description	One standing of a member in a body.
//	@Tags			members
//	@Param			body							path		string	true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			number							path		int		true	"Number of the membership within the body"
//	@Success		200								{object}	Membership
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/memberships/{number} [get]
func (a *API) getMembership(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (workplan.Membership, error) {
		return a.Tracker.Membership(ctx, actor, c.Param("body"), number(c))
	}, membershipResource)
}

// editMembership changes a standing.
//
//	@ID				editMembership
//	@Summary		Edit a membership
//	@Description	For the body's secretariat and co-chairs, and for an admin.
//	@Tags			members
//	@Accept			json,application/merge-patch+json
//	@Param			body												path		string			true	"Body code"	extensions(x-go-name=BodyCode,x-example=wg-tip)
//	@Param			number												path		int				true	"Number of the membership within the body"
//	@Param			If-Match											header		string			true	"ETag of the membership as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		MembershipPatch	true	"What is to change"
//	@Success		200													{object}	Membership
//	@Failure		400,401,403,404,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/bodies/{body}/memberships/{number} [patch]
func (a *API) editMembership(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[MembershipPatch], known []int64) (workplan.Membership, error) {
		return a.Tracker.EditMembership(ctx, actor, c.Param("body"), number(c), known, applying(p, membershipPatch, MembershipPatch.content))
	}, membershipResource)
}
