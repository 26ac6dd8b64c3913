package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
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

// User is the published form of a user.
//
//	@Description	A person who signs in, with all their role bindings, past ones too.
type User struct {
	Username  string    `json:"username" validate:"required" example:"maria.santos"`
	Name      string    `json:"name" validate:"required" example:"Maria Santos"`
	Email     string    `json:"email" validate:"required" format:"email" example:"maria.santos@example.org"`
	Disabled  bool      `json:"disabled" validate:"required" example:"false"`
	Bindings  []Binding `json:"bindings" validate:"required"`
	CreatedAt time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
	UpdatedAt time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"`
} //@name User

// Binding is the published form of a role binding.
//
//	@Description	A role of a user from a day to a day. A focal point is bound to a member and, unless it speaks everywhere, to a body; an admin to nothing; the others to a body. A role that was ended before its time says so in ended_at: from then on it counts no more, whatever from and to say.
type Binding struct {
	Number  int        `json:"number" validate:"required" example:"1"`
	Role    Role       `json:"role" validate:"required" example:"focal_point"`
	Body    *string    `json:"body" validate:"required" extensions:"x-nullable" example:"wg-tip"`
	Member  *string    `json:"member" validate:"required" extensions:"x-nullable" example:"indonesia"`
	Agency  string     `json:"agency" validate:"required" example:"Ministry of Foreign Affairs"`
	From    string     `json:"from" validate:"required" format:"date" example:"2026-01-01"`
	To      *string    `json:"to" validate:"required" format:"date" extensions:"x-nullable" example:"2026-12-31"`
	EndedAt *time.Time `json:"ended_at" validate:"required" format:"date-time" extensions:"x-nullable" example:"2026-11-24T09:30:00Z"`
} //@name Binding

// NewBinding asks for a role.
//
//	@Description	A role to be given: focal_point needs member, and body unless you are an admin; reader, secretariat and co_chair need body; admin neither. Without from it begins today.
type NewBinding struct {
	Role   Role          `json:"role" validate:"required" example:"focal_point"`
	Body   string        `json:"body" extensions:"x-nullable" example:"wg-tip"`
	Member string        `json:"member" extensions:"x-nullable" example:"indonesia"`
	Agency string        `json:"agency" maxLength:"300" extensions:"x-nullable" example:"Ministry of Foreign Affairs"`
	From   workplan.Date `json:"from" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-01-01"`
	To     workplan.Date `json:"to" swaggertype:"string" format:"date" extensions:"x-nullable" example:"2026-12-31"`
} //@name NewBinding

// NewUser asks for a user.
//
//	@Description	A person to be given access, with the roles to begin with.
type NewUser struct {
	Username string       `json:"username" validate:"required" maxLength:"60" example:"maria.santos"`
	Name     string       `json:"name" validate:"required" maxLength:"300" example:"Maria Santos"`
	Email    string       `json:"email" validate:"required" format:"email" maxLength:"254" example:"maria.santos@example.org"`
	Bindings []NewBinding `json:"bindings" maxItems:"50" extensions:"x-nullable"`
} //@name NewUser

// UserPatch changes a user.
//
//	@Description	What is to change in a user (JSON merge patch): what is absent stays. A disabled user is refused from the next request on.
type UserPatch struct {
	Name     string `json:"name" maxLength:"300" example:"Maria Santos"`
	Email    string `json:"email" format:"email" maxLength:"254" example:"maria.santos@example.org"`
	Disabled bool   `json:"disabled" example:"false"`
} //@name UserPatch

func userDTO(u tracker.UserReading) User {
	return User{Username: u.Username, Name: u.Name, Email: u.Email, Disabled: u.DisabledAt != nil, Bindings: each(u.Bindings, bindingDTO),
		CreatedAt: u.CreatedAt.UTC(), UpdatedAt: u.UpdatedAt.UTC()}
}

func bindingDTO(b workplan.RoleBinding) Binding {
	dto := Binding{Number: b.Number, Role: Role(b.Role), Body: orNull(b.Body), Member: orNull(b.Member), Agency: b.Agency,
		From: string(b.FromDate), To: orNull(b.ToDate)}
	if b.EndedAt != nil {
		dto.EndedAt = momentOrNull(*b.EndedAt)
	}
	return dto
}

func (d NewBinding) input() workplan.NewBinding {
	return workplan.NewBinding{Role: workplan.Role(d.Role), Body: d.Body, Member: d.Member, Agency: d.Agency, FromDate: d.From, ToDate: d.To}
}

// Faults lists the rules that the domain finds broken.
func (d NewBinding) Faults() workplan.Faults { return d.input().Faults() }

func (d NewUser) input() workplan.NewUser {
	return workplan.NewUser{Username: d.Username, Name: d.Name, Email: d.Email, Bindings: each(d.Bindings, NewBinding.input)}
}

// Faults lists the rules that the domain finds broken.
func (d NewUser) Faults() workplan.Faults { return d.input().Faults() }

// getMe answers who asks.
//
//	@ID				getMe
//	@Summary		Read yourself
//	@Description	Who you are here, with your role bindings.
//	@Tags			me
//	@Success		200							{object}	User
//	@Success		304							"Not modified"
//	@Failure		400,401,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me [get]
func (a *API) getMe(c echo.Context, actor workplan.Actor) error {
	if err := noQuery(c); err != nil {
		return err
	}
	u, err := a.Tracker.Me(c.Request().Context(), actor)
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, u.Version, userDTO(u))
}

// listUsers answers users.
//
//	@ID				listUsers
//	@Summary		List users
//	@Description	For an admin, all users; for a secretariat or co-chair, those with a role in their bodies.
//	@Tags			users
//	@Param			q							query		string		false	"Words in the name or address"	maxLength(200)
//	@Param			list						query		pageQuery	false	"Page"
//	@Success		200							{object}	Page[User]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users [get]
func (a *API) listUsers(c echo.Context, actor workplan.Actor) error {
	q, err := parseListQuery(c, "q")
	if err != nil {
		return err
	}
	text, page := q.text("q"), q.page(workplan.UserSorts)
	if err := q.err(); err != nil {
		return err
	}
	rows, err := a.Tracker.ListUsers(c.Request().Context(), actor, text, page)
	if err != nil {
		return err
	}
	return respondList(c, q, rows, nil, userDTO)
}

// createUser adds a user.
//
//	@ID				createUser
//	@Summary		Create a user
//	@Description	For an admin; for a secretariat or co-chair with at least one role in their own body. A secretariat gives no co-chair roles.
//	@Tags			users
//	@Param			Idempotency-Key							header		string	false	"Makes the request safe to repeat for 24 hours"
//	@Param			user									body		NewUser	true	"The user"
//	@Success		201										{object}	User
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users [post]
func (a *API) createUser(c echo.Context, actor workplan.Actor) error {
	var in NewUser
	if err := decode(c, &in); err != nil {
		return err
	}
	return create(c, actor, func(ctx context.Context) (tracker.UserReading, error) {
		return a.Tracker.CreateUser(ctx, actor, in.input())
	},
		func(u tracker.UserReading) made { return made{Base + "/users/" + u.Username, u.Version, userDTO(u)} })
}

// getUser answers one user.
//
//	@ID				getUser
//	@Summary		Read a user
//	@Description	For an admin; for a secretariat or co-chair, users with a role in their bodies; for anyone, themselves.
//	@Tags			users
//	@Param			user							path		string	true	"Username"
//	@Success		200								{object}	User
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user} [get]
func (a *API) getUser(c echo.Context, actor workplan.Actor) error {
	if err := noQuery(c); err != nil {
		return err
	}
	u, err := a.Tracker.User(c.Request().Context(), actor, c.Param("user"))
	if err != nil {
		return err
	}
	return respond(c, http.StatusOK, u.Version, userDTO(u))
}

// editUser changes a user.
//
//	@ID				editUser
//	@Summary		Edit a user
//	@Description	For an admin; for a secretariat or co-chair where every role of the user is one they could give. disabled ends all access at once. The last admin cannot be disabled.
//	@Tags			users
//	@Accept			json,application/merge-patch+json
//	@Param			user												path		string		true	"Username"
//	@Param			If-Match											header		string		true	"ETag of the user as you read it"
//	@Param			patch												body		UserPatch	true	"What is to change"
//	@Success		200													{object}	User
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user} [patch]
func (a *API) editUser(c echo.Context, actor workplan.Actor) error {
	return edit(c, &UserPatch{}, func(p patch, known []int64) error {
		u, err := a.Tracker.EditUser(c.Request().Context(), actor, c.Param("user"), known, func(u *workplan.User, disabled *bool) error {
			dto := UserPatch{Name: u.Name, Email: u.Email, Disabled: *disabled}
			err := p.apply(&dto)
			u.Name, u.Email, *disabled = dto.Name, dto.Email, dto.Disabled
			return err
		})
		if err != nil {
			return err
		}
		return respond(c, http.StatusOK, u.Version, userDTO(u))
	})
}

// listBindings answers the roles of a user.
//
//	@ID				listBindings
//	@Summary		List the roles of a user
//	@Description	All role bindings by number, past ones too. For whom: as for reading the user.
//	@Tags			users
//	@Param			user							path		string	true	"Username"
//	@Success		200								{object}	Page[Binding]
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings [get]
func (a *API) listBindings(c echo.Context, actor workplan.Actor) error {
	q, err := parseQuery(c)
	if err != nil {
		return err
	}
	u, err := a.Tracker.User(c.Request().Context(), actor, c.Param("user"))
	if err != nil {
		return err
	}
	return respondList(c, q, whole(u.Bindings), nil, bindingDTO)
}

// createBinding gives a role.
//
//	@ID				createBinding
//	@Summary		Give a user a role
//	@Description	For an admin, any role; for a co-chair, roles in its bodies; for a secretariat, the same but co-chairs.
//	@Tags			users
//	@Param			user										path		string		true	"Username"
//	@Param			Idempotency-Key								header		string		false	"Makes the request safe to repeat for 24 hours"
//	@Param			binding										body		NewBinding	true	"The role"
//	@Success		201											{object}	Binding
//	@Failure		400,401,403,404,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings [post]
func (a *API) createBinding(c echo.Context, actor workplan.Actor) error {
	var in NewBinding
	if err := decode(c, &in); err != nil {
		return err
	}
	return create(c, actor,
		func(ctx context.Context) (workplan.RoleBinding, error) {
			return a.Tracker.CreateBinding(ctx, actor, c.Param("user"), in.input())
		},
		func(b workplan.RoleBinding) made {
			return made{fmt.Sprintf("%s/users/%s/bindings", Base, b.Username), 1, bindingDTO(b)}
		})
}

// endBinding ends a role.
//
//	@ID				endBinding
//	@Summary		End a role of a user
//	@Description	From the next request on the role counts no more; it stays on record, with ended_at. The last admin keeps that role. For whoever may give the role.
//	@Tags			users
//	@Param			user								path	string	true	"Username"
//	@Param			number								path	int		true	"Number of the role binding"
//	@Success		204									"Ended"
//	@Failure		400,401,403,404,409,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user}/bindings/{number} [delete]
func (a *API) endBinding(c echo.Context, actor workplan.Actor) error {
	n, err := number(c, "number", "role")
	if err == nil {
		err = noQuery(c)
	}
	if err != nil {
		return err
	}
	if _, err := a.Tracker.EndBinding(c.Request().Context(), actor, c.Param("user"), n); err != nil {
		return err
	}
	return noContent(c)
}
