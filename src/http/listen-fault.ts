/** Why a port could not be had, and what to do, in plain words. */
export function listenFault(error: NodeJS.ErrnoException, port: number): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop it, or set PORT to another one.`;
    case 'EACCES':
      return `Port ${port} may not be used by this user. Set PORT to one above 1023.`;
    default:
      return `The server could not listen on port ${port}: ${error.message}`;
  }
}
