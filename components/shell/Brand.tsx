/** The mark: a matrix with one cell that stands out. */
export function Mark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M0 0h4v4H0zM6 0h4v4H6zM12 0h4v4h-4zM0 6h4v4H0zM12 6h4v4h-4zM0 12h4v4H0zM6 12h4v4H6zM12 12h4v4h-4z"
        opacity=".4"
      />
      <path d="M6 6h4v4H6z" />
    </svg>
  );
}
