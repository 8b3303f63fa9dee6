export { Hands, type Way } from "./hands";
export { type Carries, Line } from "./line";
export { type Site, site } from "./pages";
export { type Asked, browser, Person } from "./person";
export { isRead, operationOf, ROLES, type Role } from "./policy";
export { BINARY, PASSWORD, Program, Refused } from "./program";
