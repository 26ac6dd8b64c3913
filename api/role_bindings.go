package api

import (
	"context"
	"fmt"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/workplan"
)

// Role is the published form of what a binding makes of a user.
type Role string //@name Role

// The roles.
const (
	RoleReader      Role = "reader"
	RoleFocalPoint  Role = "focal_point"
	RoleSecretariat Role = "secretariat"
	RoleCoChair     Role = "co_chair"
	RoleAdmin       Role = "admin"
)

// Binding is the published form of a role binding.
//
//	@Description	A role of a user from a day to a day. A focal point is bound to a member and, unless it speaks everywhere, to a body; an admin to nothing; the others to a body.
//	@Description	A role that was ended before its time says so in ended_at: from then on it counts no more, whatever from and to say.
type Binding struct {
	Number  int        `json:"number" validate:"required" example:"1"`                                                                 // Its number within the user
	Role    Role       `json:"role" validate:"required" example:"focal_point"`                                                         // The role
	Body    *string    `json:"body" validate:"required" extensions:"x-nullable" example:"wg-tip"`                                      // Code of the body in which it holds; null for a role that belongs to none
	Member  *string    `json:"member" validate:"required" extensions:"x-nullable" example:"indonesia"`                                 // Code of the member for which a focal point speaks; null for other roles
	Agency  string     `json:"agency" validate:"required" example:"Ministry of Foreign Affairs"`                                       // Name of the focal point's agency; may be empty
	From    string     `json:"from" validate:"required" format:"date" example:"2026-01-01"`                                            // The first day on which it holds
	To      *string    `json:"to" validate:"required" format:"date" extensions:"x-nullable" example:"2026-12-31"`                      // The last day on which it holds; null without an end
	EndedAt *time.Time `json:"ended_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-24T09:30:00Z"` // When it was ended before its time (UTC); null where it was not
} //@name Binding

// NewBinding asks for a role.
//
//	@Description	A role to be given: focal_point needs member, and body unless you are an admin; reader, secretariat and co_chair need body; admin neither. Without from it begins today.
type NewBinding struct {
	Role   Role          `json:"role" validate:"required" example:"focal_point"`                                       // The role
	Body   string        `json:"body" extensions:"x-nullable" example:""`                                              // Code of the body in which it holds; null for a role that belongs to none
	Member string        `json:"member" extensions:"x-nullable" example:"indonesia"`                                   // Code of the member for which a focal point speaks; null for other roles
	Agency string        `json:"agency" maxLength:"300" extensions:"x-nullable" example:"Ministry of Foreign Affairs"` // Name of the focal point's agency; may be empty
	From   workplan.Date `json:"from" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-01-01"` // The first day on which it holds; null for today
	To     workplan.Date `json:"to" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-12-31"`   // The last day on which it holds; null without an end
} //@name NewBinding

func bindingDTO(b workplan.RoleBinding) Binding {
	dto := Binding{Number: b.Number, Role: Role(b.Role), Body: orNull(b.Body), Member: orNull(b.Member), Agency: b.Agency,
		From: string(b.FromDate), To: orNull(b.ToDate)}
	if b.EndedAt != nil {
		dto.EndedAt = momentOrNull(*b.EndedAt)
	}
	return dto
}

// bindingResource stands where the roles of its user are listed: a role has no address of its own to be read at.
func bindingResource(b workplan.RoleBinding) resource {
	return resource{fmt.Sprintf("%s/users/%s/bindings", Base, b.Username), 1, bindingDTO(b)}
}

func (d NewBinding) input() workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.Role(d.Role), Body: d.Body, Member: d.Member, Agency: d.Agency, FromDate: d.From, ToDate: d.To}
}

// Faults lists the rules that the domain finds broken.
func (d NewBinding) Faults() workplan.Faults { return d.input().Faults() }

// listBindings answers the roles of a user.
//
//	@ID				listBindings
//	@Summary		List the roles of a user
//	@Description	All role bindings by number, past ones too. For whom: as for reading the user.
//	@Tags			users
//	@Param			user							path		string	true	"Username"	extensions(x-example=maria.santos)
//	@Success		200								{object}	Page[Binding]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings [get]
func (a *API) listBindings(c echo.Context, actor workplan.Actor) error {
	return list(c, parseQuery(c), func(ctx context.Context) (workplan.Listing[workplan.RoleBinding], error) {
		u, err := a.Tracker.User(ctx, actor, c.Param("user"))
		return whole(u.Bindings, err)
	}, bindingDTO)
}

// createBinding gives a role.
//
//	@ID				createBinding
//	@Summary		Give a user a role
//	@Description	For an admin, any role; for a co-chair, roles in its bodies; for a secretariat, the same but co-chairs.
//	@Description	Who becomes an admin, a co-chair, or the secretariat of a body that is new to them signs in anew: their password, identities, tokens and sign-ins end.
//	@Tags			users
//	@Param			user										path		string		true	"Username"	extensions(x-example=maria.santos)
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			binding										body		NewBinding	true	"The role"
//	@Success		201											{object}	Binding
//	@Failure		400,401,403,404,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings [post]
func (a *API) createBinding(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewBinding) (workplan.RoleBinding, error) {
		return a.Tracker.CreateBinding(ctx, actor, c.Param("user"), in.input())
	}, bindingResource)
}

// endBinding ends a role.
//
//	@ID				endBinding
//	@Summary		End a role of a user
//	@Description	From the next request on the role counts no more; it stays on record, with ended_at. The last admin keeps that role. For whoever may give the role.
//	@Tags			users
//	@Param			user								path	string	true	"Username"	extensions(x-example=maria.santos)
//	@Param			number								path	int		true	"Number of the role binding"
//	@Success		204									"Ended"
//	@Failure		400,401,403,404,409,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings/{number} [delete]
func (a *API) endBinding(c echo.Context, actor workplan.Actor) error {
	return end(c, func(ctx context.Context) error {
		_, err := a.Tracker.EndBinding(ctx, actor, c.Param("user"), number(c))
		return err
	})
}
